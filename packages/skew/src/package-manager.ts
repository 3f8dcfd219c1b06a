import type { Pin, Workspace } from "@releaser/core";
import semver from "semver";

/** The major of pnpm that runs here: as it is pinned for all of the repository, else as the lockfile's format tells, which says 9 for all later ones; undefined where nothing does. */
export function pnpmMajor(workspace: Workspace): number | undefined {
  const pinned = workspace
    .pins()
    .find((pin) => pin.tool === "pnpm" && pin.kind === "packageManager" && pin.dir === ".");
  const least = lowest(pinned);
  if (least !== undefined) return least.major;
  const format = Number(workspace.locked()?.version);
  return format >= 9 ? 9 : format >= 6 ? 8 : undefined;
}

/** The lowest version that a pin admits. */
export function lowest(pin: Pin | undefined): semver.SemVer | undefined {
  return pin?.range === undefined ? undefined : (semver.minVersion(pin.range) ?? undefined);
}
