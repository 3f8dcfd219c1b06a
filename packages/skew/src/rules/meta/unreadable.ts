import { defineRule, type Level, type Location, type Rule, type Workspace } from "@releaser/core";
import { isVersioned } from "../../versioned.ts";

/** What could not be read was not judged, and says so. What no release versions is read for its name alone, so it is a warning there. */
export const unreadable: Rule = defineRule({
  id: "meta/unreadable",
  title: "every manifest, workspace file and contract can be read",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    for (const { at, reason } of [...workspace.invalid, ...workspace.contracts().flatMap(({ invalid }) => invalid)]) {
      yield {
        at,
        message: `${at.file} ${reason}`,
        hint: `correct ${at.file}; until then what it states is not checked`,
        level: levelOf(workspace, at),
      };
    }
  },
});

function levelOf(workspace: Workspace, at: Location): Level {
  const pkg = workspace.members.find(({ manifestFile }) => manifestFile === at.file);
  return pkg === undefined || isVersioned(workspace, pkg) ? "error" : "warning";
}
