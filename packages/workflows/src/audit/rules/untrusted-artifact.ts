import { defineAuditRule } from "../audit-rule.ts";
import { commandsIn } from "../workflow/commands.ts";
import { textOf } from "../workflow/look.ts";
import type { AuditedStep } from "../workflow/audited-workflow.ts";

export const untrustedArtifact = defineAuditRule({
  id: "untrusted-artifact",
  title: "what `workflow_run` starts does not take files out of the run that started it",
  level: "warning",
  *check({ triggers, jobs }) {
    if (!triggers.has("workflow_run")) return;
    for (const { id, steps } of jobs) {
      for (const step of steps) {
        if (!takesForeign(step)) continue;
        yield {
          at: step.uses ?? step,
          message: `the job ${id} takes an artifact of the run that started it, which a pull request may have written`,
          hint: "unpack it outside of the work tree, and read it as text that anybody wrote",
        };
      }
    }
  },
});

function takesForeign({ uses, run, inputs }: AuditedStep): boolean {
  if (uses?.action === "dawidd6/action-download-artifact") return true;
  if (uses?.action === "actions/download-artifact") return textOf(inputs, "run-id") !== undefined;
  return commandsIn(run).some(({ text }) => /^gh run download\b/u.test(text));
}
