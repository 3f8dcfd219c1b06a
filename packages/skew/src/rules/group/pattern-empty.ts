import { defineRule, nearest, type Rule } from "@releaser/core";
import { groupsOf } from "../../groups.ts";

/** A name or pattern that matches nothing is a package that somebody believes to be in the group. */
export const patternEmpty: Rule = defineRule({
  id: "group/pattern-empty",
  title: "every name and pattern of a group matches a package",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    for (const { kind, idle } of groupsOf(workspace)) {
      for (const { pattern, at } of idle) {
        const meant = nearest(pattern, workspace.packages.keys());
        yield {
          at,
          message: `${pattern} in ${kind} matches no package of the workspace`,
          hint:
            meant === undefined ? `take ${pattern} out of .changeset/config.json, or correct it` : `write "${meant}"`,
        };
      }
    }
  },
});
