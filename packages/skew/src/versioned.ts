import type { Package, Workspace } from "@releaser/core";
import { oncePer } from "./once-per.ts";

/**
 * Whether a release gives this package versions: `.sentinel` always; otherwise whatever Changesets versions, which is what is
 * public and, as configured, what is private. Examples, playgrounds and the private root above members are not.
 */
export function isVersioned(workspace: Workspace, pkg: Package): boolean {
  if (isSentinel(pkg)) return true;
  if (pkg.name === "" || !isSeen(workspace, pkg)) return false;
  const { changesets } = workspace;
  if (changesets === undefined) return !pkg.private;
  if (pkg.role !== "root") return !changesets.skipped.has(pkg.name);
  const { ignore, privatePackages } = changesets.config;
  return pkg.version !== undefined && !ignore.includes(pkg.name) && (!pkg.private || privatePackages.version);
}

/** The member that carries the repository's contracts and decisions. */
export function isSentinel(pkg: Package): boolean {
  return pkg.dir === ".sentinel";
}

/** Whether a root stands above members, so that it is a place to run commands and no package of its own. */
export function isContainer(workspace: Workspace, pkg: Package): boolean {
  return pkg.role === "root" && workspace.members.some(({ role }) => role === "member");
}

/** What each name stands for: of several folders with one name the one that is versioned, then a member before the root. */
export const packagesByName = oncePer((workspace: Workspace): ReadonlyMap<string, Package> => {
  const rank = (pkg: Package): number => (isVersioned(workspace, pkg) ? 0 : 2) + (pkg.role === "root" ? 1 : 0);
  const isBefore = (a: Package, b: Package): boolean => rank(a) < rank(b) || (rank(a) === rank(b) && a.dir < b.dir);
  const byName = new Map<string, Package>();
  for (const pkg of workspace.members) {
    const known = byName.get(pkg.name);
    if (pkg.name !== "" && (known === undefined || isBefore(pkg, known))) byName.set(pkg.name, pkg);
  }
  return byName;
});

/** A root above members is shown to Changesets only where a changeset names it and no member has its name. */
function isSeen({ members, changesets }: Workspace, pkg: Package): boolean {
  if (pkg.role !== "root" || members.every(({ role }) => role !== "member")) return true;
  const named = changesets?.changesets.some(({ releases }) => releases.some(({ name }) => name === pkg.name)) ?? false;
  return named && members.every((other) => other === pkg || other.name !== pkg.name);
}
