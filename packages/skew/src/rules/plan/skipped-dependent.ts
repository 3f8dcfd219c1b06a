import { type Dependency, defineRule, type Draft, type Package, type Rule, type Workspace } from "@releaser/core";
import { applyInMemory } from "../../apply-in-memory.ts";
import { admits } from "../../ranges.ts";
import { packagesByName } from "../../versioned.ts";

/** Changesets writes a skipped package's new ranges into its manifest, but releases nothing that would carry them to its users. */
export const skippedDependent: Rule = defineRule({
  id: "plan/skipped-dependent",
  title: "no skipped package is left behind with a range that the plan outgrows",
  level: "warning",
  scope: "offline",
  *check({ workspace, plan }) {
    const skipped = workspace.members.filter((pkg) => isPublishedButSkipped(workspace, pkg));
    if (plan === undefined || skipped.length === 0) return;
    const { versions } = applyInMemory(workspace, plan);
    const byName = packagesByName(workspace);
    for (const pkg of skipped) {
      const stale = pkg.dependencies.flatMap((dep): readonly Stale[] => {
        const target = byName.get(dep.name);
        const to = target && versions.get(target.dir);
        const range = target && publishedRange(dep, target);
        if (!isRuntime(dep) || target?.version === undefined || to === undefined || range === undefined) return [];
        const outgrown = to !== target.version && admits(range, target.version) && !admits(range, to);
        return outgrown ? [{ dep, range, to }] : [];
      });
      if (stale.length > 0) yield toDraft(workspace, pkg, stale);
    }
  },
});

interface Stale {
  readonly dep: Dependency;
  readonly range: string;
  readonly to: string;
}

function toDraft({ changesets }: Workspace, pkg: Package, stale: readonly Stale[]): Draft {
  const [only, further] = new Set(stale.map(({ dep }) => dep.name));
  const [first, ...others] = stale.map(({ dep, range, to }) => ({
    at: dep.at,
    message: `${dep.name} becomes ${to}, which ${range} does not admit`,
  }));
  const ignored = changesets?.config.ignore.includes(pkg.name) === true;
  return {
    at: first?.at ?? { file: pkg.manifestFile },
    message: `${first?.message}, and ${pkg.name}, which asks for it, is ${ignored ? "ignored" : "skipped"}: its users stay with what was published`,
    hint: `release ${pkg.name} too: take it out of "ignore" in .changeset/config.json and add a changeset for it`,
    package: pkg.name,
    ...(only !== undefined && further === undefined && { dependency: only }),
    ...(others.length > 0 && { related: others }),
  };
}

/** Whoever depends on a package from outside installs these with it. */
function isRuntime({ field }: Dependency): boolean {
  return field === "dependencies" || field === "optionalDependencies";
}

/** What states no version, or is private, has no users who could be left behind. */
function isPublishedButSkipped({ changesets }: Workspace, pkg: Package): boolean {
  return changesets?.skipped.has(pkg.name) === true && !pkg.private && pkg.version !== undefined;
}

/** The range that the package manager writes into the tarball. */
function publishedRange({ protocol, raw, range }: Dependency, { version }: Package): string | undefined {
  if (protocol !== "workspace" || version === undefined) return range;
  const operator = /^workspace:(?:.*@)?([*^~])$/u.exec(raw)?.[1];
  return operator === undefined ? range : `${operator === "*" ? "" : operator}${version}`;
}
