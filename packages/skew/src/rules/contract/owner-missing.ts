import { type Contract, defineRule, type Draft, nearest, type Rule, type Workspace } from "@releaser/core";
import { contractOwners } from "../../contract/contract-owner.ts";

/** A contract without an owner is in nobody's release, so that no bump ever tells that it changed. */
export const ownerMissing: Rule = defineRule({
  id: "contract/owner-missing",
  title: "every contract is owned by a package of the workspace",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    const ownerOf = contractOwners(workspace);
    const orphans = workspace.contracts().filter((contract) => ownerOf(contract) === undefined);
    for (const same of Map.groupBy(orphans, ({ owner }) => JSON.stringify(owner)).values()) {
      const [first, ...others] = same;
      if (first !== undefined) yield toDraft(workspace, first, others);
    }
  },
});

function toDraft({ packages }: Workspace, first: Contract, others: readonly Contract[]): Draft {
  const { file, owner } = first;
  const related = others.map((other) => ({ at: { file: other.file }, message: `${other.name} has the same owner` }));
  if (owner === undefined) {
    return {
      at: { file },
      message: `${first.name} states no owner, and .sentinel has no package.json that would own it`,
      hint: `in ${file} write "owner: <package>", or add .sentinel/package.json with a name and a version`,
      related,
    };
  }
  const stated = typeof owner === "string" ? owner : JSON.stringify(owner);
  const meant = nearest(stated, packages.keys());
  return {
    at: { file, pointer: "/owner", value: stated },
    message: `${first.name} is owned by ${stated}, which is no package of this workspace`,
    hint: `in ${file} write owner: "${meant ?? "<package>"}"`,
    related,
  };
}
