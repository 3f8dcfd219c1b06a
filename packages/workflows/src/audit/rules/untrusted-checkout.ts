import { defineAuditRule } from "../audit-rule.ts";
import type { AuditedStep, AuditedWorkflow } from "../workflow/audited-workflow.ts";
import { commandsIn } from "../workflow/commands.ts";
import { expressionsIn } from "../workflow/expressions.ts";
import { scalarOf } from "../workflow/look.ts";
import { privilegedBy } from "../workflow/privileged-by.ts";
import type { Spot } from "../workflow/tree.ts";

export const untrustedCheckout = defineAuditRule({
  id: "untrusted-checkout",
  title: "what runs with the rights of the repository never checks out the head of a pull request",
  level: "error",
  *check(workflow) {
    const trigger = privilegedBy(workflow);
    if (trigger === undefined) return;
    for (const { id, steps } of workflow.jobs) {
      for (const step of steps) {
        const at = headOf(step, workflow);
        if (at === undefined) continue;
        yield {
          at,
          message: `the job ${id} takes the head of a pull request, and ${trigger} gives it the rights of the repository`,
          hint: "do what needs the head in a workflow of `on: pull_request`",
        };
      }
    }
  },
});

const heads =
  /^github\.(?:head_ref|event\.pull_request\.(?:head\.(?:ref|sha|label)|merge_commit_sha|number)|event\.number|event\.issue\.number|event\.workflow_run\.(?:head_branch|head_sha|head_commit\.id|pull_requests\..*))$/u;

function headOf({ uses, run, inputs }: AuditedStep, { source }: AuditedWorkflow): Spot | undefined {
  if (uses?.action === "actions/checkout") {
    const refs = ["ref", "repository"].map((key) => scalarOf(inputs, key)).filter((one) => one !== undefined);
    return refs.find((ref) =>
      expressionsIn(ref, source).some(({ reads }) =>
        reads.some((path) => heads.test(path) || /^github\.event\..*head\.repo\.full_name$/u.test(path)),
      ),
    );
  }
  return commandsIn(run).some(({ text }) => /^gh pr checkout\b|^git (?:fetch|pull)\b.*\bpull\//u.test(text))
    ? run
    : undefined;
}
