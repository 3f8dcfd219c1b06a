import { type ChangesetsState, defineRule, moves, type Package, type Plan, type Rule } from "@releaser/core";
import { groupsOf, placeOf } from "../../groups.ts";
import { packagesByName } from "../../versioned.ts";

/** Changesets 3 leaves private packages where they are unless told otherwise, also those whose group moves. */
export const privateSplit: Rule = defineRule({
  id: "group/private-split",
  title: "no private package is left behind when its group moves",
  level: "error",
  scope: "offline",
  *check({ workspace, plan }) {
    const { changesets } = workspace;
    if (changesets === undefined) return;
    const packages = packagesByName(workspace);
    for (const group of groupsOf(workspace)) {
      const others = group.names.filter((name) => !changesets.skipped.has(name));
      const left = group.names.flatMap((name) => leftBehind(packages.get(name), changesets) ?? []);
      const [first, ...more] = left;
      if (first === undefined || others.length === 0) continue;
      const to = group.kind === "fixed" ? nextOf(others, plan) : undefined;
      yield {
        at: placeOf(group, first.name),
        message: `${first.name} is private, so Changesets leaves it at ${first.version}, whatever its ${group.kind} group moves to${to === undefined ? "" : `, which is ${to} next`}`,
        hint: hintFor(left),
        package: first.name,
        related: more.map((pkg) => ({ at: { file: pkg.manifestFile, pointer: "/version" }, message: sameOf(pkg) })),
        ...(to === undefined && { level: "warning" }),
      };
    }
  },
});

function leftBehind(pkg: Package | undefined, { skipped, config }: ChangesetsState): Package | undefined {
  const isLeft =
    pkg?.version !== undefined && pkg.private && skipped.has(pkg.name) && !config.ignore.includes(pkg.name);
  return isLeft ? pkg : undefined;
}

function nextOf(names: readonly string[], plan: Plan | undefined): string | undefined {
  return plan?.releases.find((release) => moves(release) && names.includes(release.name))?.to ?? undefined;
}

function hintFor(left: readonly Package[]): string {
  const names = left.map(({ name }) => name).join(", ");
  return `set "version": { "privateMembers": "move" } in releaser.config.json, turn on privatePackages.version in .changeset/config.json, or take ${names} out of the group`;
}

function sameOf({ name, version }: Package): string {
  return `${name} stays at ${version ?? ""} too`;
}
