import { defineAuditRule } from "../audit-rule.ts";
import type { AuditedJob, AuditedStep } from "../workflow/audited-workflow.ts";
import type { Entry, Mapping } from "../workflow/tree.ts";
import { entryOf, scalarsIn, textOf } from "../workflow/look.ts";

export const ignoredGate = defineAuditRule({
  id: "ignored-gate",
  title: "a test, a check and a build that fail stop the job, or a comment says why they need not",
  level: "warning",
  *check({ jobs }) {
    for (const job of jobs) {
      const ignored = [
        ...(job.steps.some((step) => isGate(step)) ? [ignoredAt(job.body)] : []),
        ...job.steps.filter((step) => isGate(step) && !isLookedAt(step, job)).map(({ body }) => ignoredAt(body)),
      ];
      for (const at of ignored) {
        if (at === undefined) continue;
        yield {
          at,
          message: `a gate of the job ${job.id} may fail, and nobody is told`,
          hint: "take `continue-on-error` away, or say behind it why this one may fail",
        };
      }
    }
  },
});

function ignoredAt(body: Mapping): Entry | undefined {
  const entry = entryOf(body, "continue-on-error");
  return entry?.value.kind === "scalar" && entry.value.text === "true" && entry.comment === "" ? entry : undefined;
}

function isGate({ run }: AuditedStep): boolean {
  return /\b(?:build|check|jest|lint|prove|skew|test|tests|tsc|type-?check|validate|vitest)\b/u.test(run?.text ?? "");
}

/** A later step asks how it ended. */
function isLookedAt({ body }: AuditedStep, { steps }: AuditedJob): boolean {
  const id = textOf(body, "id");
  return (
    id !== undefined &&
    steps.some((step) => scalarsIn(step.body).some(({ text }) => text.includes(`steps.${id}.outcome`)))
  );
}
