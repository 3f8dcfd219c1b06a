import { defineRule, type Rule } from "@releaser/core";
import { disagreements } from "../../disagreements.ts";

/** A range that a release would carry and that leaves out what lies beside it: what gets installed is something else. */
export const internalExcludes: Rule = defineRule({
  id: "range/internal-excludes",
  title: "an internal range admits the version that its package has in the workspace",
  level: "error",
  scope: "tree",
  *check(input) {
    for (const { draft, edits } of disagreements(input, ["dependencies", "optionalDependencies", "devDependencies"])) {
      yield { ...draft, ...(edits.length > 0 && { fix: { safety: "safe", edits } }) };
    }
  },
});
