import type { Package, Workspace } from "@releaser/core";
import { isSkipped, sentinelDir } from "../changesets/read-changesets-state.ts";

/** The members that Changesets plans over: what it sees itself, and what it does not see but would version. */
export function plannedMembers(workspace: Workspace): readonly Package[] {
  const { members, changesets } = workspace;
  const single = members.every(({ role }) => role !== "member");
  const named = new Set(changesets?.changesets.flatMap(({ releases }) => releases.map(({ name }) => name)));
  const versioned = (member: Package): boolean => changesets !== undefined && !isSkipped(member, changesets.config);
  return members.filter((member) => {
    if (member.name === "") return false;
    switch (member.role) {
      case "root":
        return (
          single || (named.has(member.name) && workspace.packages.get(member.name) === member && versioned(member))
        );
      case "member":
        return changesets?.unseen?.has(member.dir) !== true || versioned(member);
      case "outside":
        return member.dir === sentinelDir ? member.version !== undefined : versioned(member) && named.has(member.name);
    }
  });
}
