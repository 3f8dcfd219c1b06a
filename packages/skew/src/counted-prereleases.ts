import type { Package, Workspace } from "@releaser/core";
import semver from "semver";
import { isVersioned } from "./versioned.ts";

/** A version as pre mode counts them: `1.0.0-next.3`. */
export interface CountedPrerelease {
  readonly pkg: Package;
  readonly version: string;
  readonly tag: string;
}

/**
 * The prereleases of packages that a release versions, in the order of folders. Snapshots (`0.0.0-canary-2026…`), what was
 * never released and other forms (`-alpha`, `-rc1`) come from no pre mode and are left out.
 */
export function countedPrereleases(workspace: Workspace): readonly CountedPrerelease[] {
  const members = workspace.members.filter(({ version }) => version?.includes("-") === true);
  return members
    .toSorted((a, b) => (a.dir < b.dir ? -1 : 1))
    .flatMap((pkg) => {
      const { version = "" } = pkg;
      const parsed = semver.parse(version);
      const [tag, count, ...more] = parsed?.prerelease ?? [];
      const isCounted = typeof tag === "string" && typeof count === "number" && more.length === 0;
      return isCounted && !version.startsWith("0.0.0-") && isVersioned(workspace, pkg) ? [{ pkg, version, tag }] : [];
    });
}
