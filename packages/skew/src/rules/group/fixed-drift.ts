import { defineRule, type Draft, moves, type Package, type Plan, type Rule, type Workspace } from "@releaser/core";
import semver from "semver";
import { isVersioned, packagesByName } from "../../versioned.ts";

interface Member {
  readonly pkg: Package;
  readonly version: string;
}

/** Members of a fixed group share one version. Those that no release versions stand outside of the group. */
export const fixedDrift: Rule = defineRule({
  id: "group/fixed-drift",
  title: "the members of a fixed group have the same version",
  level: "error",
  scope: "offline",
  *check({ workspace, plan }) {
    for (const group of workspace.changesets?.config.fixed ?? []) {
      const members = toMembers(workspace, group);
      const [ahead] = members.toSorted((a, b) => semver.rcompare(a.version, b.version));
      const behind = members.find(({ version }) => version !== ahead?.version);
      if (ahead === undefined || behind === undefined) continue;
      yield { ...toDraft(behind, ahead, lift(plan, members)), related: toRelated(members, behind) };
    }
  },
});

function toDraft({ pkg, version }: Member, ahead: Member, lifted: string | undefined): Draft {
  const at = { file: pkg.manifestFile, pointer: "/version" };
  const message = `${pkg.name} is ${version}, its fixed group is ${ahead.version}`;
  return lifted === undefined
    ? {
        at,
        message,
        hint: `set the version to ${ahead.version}, or release the group with a changeset that names ${pkg.name}`,
      }
    : {
        at,
        message: `${message}; the pending plan lifts all of it to ${lifted}`,
        hint: "`releaser version` brings them into agreement",
        level: "info",
      };
}

function toRelated(members: readonly Member[], behind: Member): NonNullable<Draft["related"]> {
  return members
    .filter((member) => member !== behind)
    .map(({ pkg, version }) => ({
      at: { file: pkg.manifestFile, pointer: "/version" },
      message: `${pkg.name} is ${version}`,
    }));
}

function toMembers(workspace: Workspace, group: readonly string[]): readonly Member[] {
  const byName = packagesByName(workspace);
  return group
    .map((name) => byName.get(name))
    .filter((pkg) => pkg !== undefined)
    .filter((pkg) => isVersioned(workspace, pkg))
    .flatMap((pkg) =>
      pkg.version !== undefined && semver.valid(pkg.version) !== null ? [{ pkg, version: pkg.version }] : [],
    )
    .toSorted((a, b) => (a.pkg.dir < b.pkg.dir ? -1 : 1));
}

/** The one version of all members once the plan is applied; undefined where they would still differ. */
function lift(plan: Plan | undefined, members: readonly Member[]): string | undefined {
  const moving = new Map(
    plan?.releases.filter((release) => moves(release)).map((release) => [release.name, release.to]),
  );
  const after = new Set(members.map(({ pkg, version }) => moving.get(pkg.name) ?? version));
  return after.size === 1 ? [...after][0] : undefined;
}
