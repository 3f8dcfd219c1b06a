import { defineAuditRule } from "../audit-rule.ts";
import type { Use } from "../workflow/audited-workflow.ts";
import { usesIn } from "../workflow/uses-in.ts";

export const unpinnedAction = defineAuditRule({
  id: "unpinned-action",
  title: "an action, and a workflow of another repository, is named by the full SHA of a commit",
  level: "error",
  *check(workflow) {
    for (const use of usesIn(workflow)) {
      if (isPinned(use)) continue;
      yield {
        at: use,
        message: `${use.text} is whatever its owner makes of it`,
        hint: use.action.startsWith("docker://")
          ? "name the image by its digest, `@sha256:…`"
          : "write the SHA of the commit, and the version behind it as a comment",
      };
    }
  },
});

/** What lies in the repository itself is as its commit is. */
function isPinned({ text, action, ref }: Use): boolean {
  if (text.startsWith("./")) return true;
  return action.startsWith("docker://") ? /^sha256:[0-9a-f]{64}$/u.test(ref) : /^[0-9a-f]{40}$/iu.test(ref);
}
