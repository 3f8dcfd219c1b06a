import { defineRule, type Rule } from "@releaser/core";

/** A pattern that matches nothing is a folder that somebody believes to be in the workspace, or one that is gone. */
export const workspaceGlobEmpty: Rule = defineRule({
  id: "id/workspace-glob-empty",
  title: "every workspace pattern matches a package",
  level: "warning",
  scope: "tree",
  *check({ workspace }) {
    for (const { raw, at } of workspace.idleGlobs) {
      yield {
        at,
        message: `the workspace pattern ${raw} matches no folder with a package.json`,
        hint: `take ${raw} out of ${at.file}, or correct it`,
      };
    }
  },
});
