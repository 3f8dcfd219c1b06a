import { defineRule, type Rule } from "@releaser/core";
import { disagreements } from "../../disagreements.ts";

/** The same for peers. Raising a peer range takes versions away from its users, so no fix of it is safe. */
export const internalPeerExcludes: Rule = defineRule({
  id: "range/internal-peer-excludes",
  title: "an internal peer range admits the version that its package has in the workspace",
  level: "error",
  scope: "tree",
  *check(input) {
    for (const { draft, edits } of disagreements(input, ["peerDependencies"])) {
      yield { ...draft, ...(edits.length > 0 && { fix: { safety: "unsafe", edits } }) };
    }
  },
});
