import { type Commit, defineRule, moves, type Plan, type Rule, unsafe, type Workspace } from "@releaser/core";
import { type RaisedVersion, raisedVersions } from "../../raised-versions.ts";

/** Changesets alone raises versions: one that was raised by hand is skipped by no release and explained by no changelog. */
export const manifestAhead: Rule = defineRule({
  id: "tag/manifest-ahead",
  title: "a version above the last tag was raised by a version commit",
  level: "error",
  scope: "offline",
  *check({ workspace, plan, read }) {
    for (const one of raisedVersions(workspace, read)) {
      const { pkg, version, last, above } = one;
      const by = inWords(one);
      if (by === undefined || above.length > 0 || drifts(workspace, plan, one)) continue;
      // Where releases are tagged off the branch, so that their commits are not here, nobody can tell what raised it.
      if (!workspace.history().mergedTags().has(last.tag)) continue;
      const at = { file: pkg.manifestFile, pointer: "/version" };
      yield {
        at,
        message: `${pkg.name} is ${version} here, above its last tag ${last.tag}, and ${by} raised it without taking up a changeset`,
        hint: `in ${pkg.manifestFile} write "version": "${last.version}", and say the bump in a changeset: \`pnpm changeset\``,
        package: pkg.name,
        fix: unsafe({ at, value: last.version }),
      };
    }
  },
});

/** Whether it left its fixed group behind, which that group's own rule tells as the one cause. */
function drifts({ changesets, packages }: Workspace, plan: Plan | undefined, { pkg, version }: RaisedVersion): boolean {
  const { name } = pkg;
  if (plan?.releases.some((release) => release.name === name && moves(release)) === true) return false;
  const group = changesets?.config.fixed.find((names) => names.includes(name)) ?? [];
  return group.some((other) => packages.has(other) && packages.get(other)?.version !== version);
}

/** Who raised it by hand; undefined where nobody did. */
function inWords({ raise }: RaisedVersion): string | undefined {
  if (raise.is === "edit") return "an edit that is not committed";
  return raise.is === "commit" ? toWords(raise.commit) : undefined;
}

function toWords({ id, message }: Commit): string {
  return `${id.slice(0, 7)} (${message.split("\n")[0] ?? ""})`;
}
