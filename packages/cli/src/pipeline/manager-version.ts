import { join } from "node:path";
import semver from "semver";
import type { Workspace } from "@releaser/core";
import { readIfThere } from "../release/read-if-there.ts";

/** The package manager's version as the root manifest pins it, without a hash; `1` for an old yarn by its lockfile; undefined where nothing says. */
export function managerVersion({ root, members, packageManager, lockfile }: Workspace): string | undefined {
  const pin = members.find(({ dir }) => dir === ".")?.manifest.packageManager;
  const [name, stated = ""] = typeof pin === "string" ? pin.split("@") : [];
  const version = semver.valid(stated.split("+", 1)[0]);
  if (name === packageManager && version !== null) return version;
  if (packageManager !== "yarn" || lockfile === undefined) return undefined;
  return readIfThere(join(root, lockfile))?.includes("# yarn lockfile v1") === true ? "1" : undefined;
}
