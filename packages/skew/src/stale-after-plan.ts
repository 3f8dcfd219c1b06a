import { type Dependency, moves, type Package, type Plan, type Workspace } from "@releaser/core";
import { type AfterVersion, applyInMemory } from "./apply-in-memory.ts";
import { admits } from "./ranges.ts";
import { packagesByName } from "./versioned.ts";

/** An internal range that admits the version of today and leaves out the one that the plan makes. */
export interface Stale {
  readonly pkg: Package;
  readonly dep: Dependency;
  /** The range after the plan. */
  readonly range: string;
  /** The version after the plan. */
  readonly to: string;
  /** What Changesets does with the entry, as the end of a sentence. */
  readonly why: string;
}

/** Every range that applying the plan would leave behind, in the order of folders. */
export function staleAfterPlan(workspace: Workspace, plan: Plan): readonly Stale[] {
  const after = applyInMemory(workspace, plan);
  const byName = packagesByName(workspace);
  const moving = new Set(plan.releases.filter((release) => moves(release)).map(({ name }) => name));
  const seen = new Set(plan.releases.map(({ dir }) => dir));
  const members = workspace.members.toSorted((a, b) => (a.dir < b.dir ? -1 : 1));
  return members.flatMap((pkg) =>
    pkg.dependencies.flatMap((dep): readonly Stale[] => {
      const target = moving.has(dep.name) && dep.name !== pkg.name ? byName.get(dep.name) : undefined;
      const to = target && after.versions.get(target.dir);
      const range = rangeAfter(dep, after);
      if (target?.version === undefined || to === undefined || range === undefined) return [];
      if (!admits(dep.range ?? "", target.version) || admits(range, to)) return [];
      return [{ pkg, dep, range, to, why: whyStale(workspace, { pkg, dep, after, isSeen: seen.has(pkg.dir) }) }];
    }),
  );
}

function rangeAfter(dep: Dependency, { rewritten }: AfterVersion): string | undefined {
  return rewritten.get(dep)?.replace(/^workspace:/u, "") ?? dep.range;
}

interface Reason {
  readonly pkg: Package;
  readonly dep: Dependency;
  readonly after: AfterVersion;
  readonly isSeen: boolean;
}

function whyStale({ changesets }: Workspace, { pkg, dep, after, isSeen }: Reason): string {
  const written = after.rewritten.get(dep);
  if (written !== undefined) return `Changesets writes ${written} in its place`;
  if (dep.protocol === "catalog") return "Changesets leaves catalogs as they are";
  if (dep.protocol === "npm" || dep.key !== dep.name) return "Changesets leaves aliases as they are";
  const workspaceOnly = changesets?.config.raw["bumpVersionsWithWorkspaceProtocolOnly"] === true;
  if (dep.protocol === "semver" && workspaceOnly) {
    return "bumpVersionsWithWorkspaceProtocolOnly keeps Changesets from it";
  }
  if (isSeen) return "Changesets leaves it as it is";
  return pkg.role === "root"
    ? "Changesets leaves the root manifest as it is"
    : `Changesets does not look into ${pkg.dir}`;
}
