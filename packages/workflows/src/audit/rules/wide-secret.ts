import { defineAuditRule } from "../audit-rule.ts";
import type { AuditDraft } from "../audit-rule.ts";
import type { AuditedWorkflow } from "../workflow/audited-workflow.ts";
import { expressionsIn } from "../workflow/expressions.ts";
import { asMapping, valueOf } from "../workflow/look.ts";
import type { Mapping } from "../workflow/tree.ts";

export const wideSecret = defineAuditRule({
  id: "wide-secret",
  title: "a secret is given to the step that needs it, not to a job or a workflow",
  level: "error",
  *check(workflow) {
    yield* secretsIn(workflow.root, { workflow, whose: "every step of every job" });
    for (const { id, body, steps } of workflow.jobs) {
      if (steps.length > 1) yield* secretsIn(body, { workflow, whose: `every step of the job ${id}` });
    }
  },
});

function* secretsIn(
  body: Mapping,
  { workflow, whose }: { readonly workflow: AuditedWorkflow; readonly whose: string },
): Iterable<AuditDraft> {
  for (const entry of asMapping(valueOf(body, "env")).entries) {
    const { value } = entry;
    const found = expressionsIn(value.kind === "scalar" ? value : undefined, workflow.source);
    const secrets = found.flatMap(({ reads, yields }) =>
      reads.filter((path) => isSecret(path) && yields.includes(path)),
    );
    if (secrets.length === 0) continue;
    yield {
      at: entry,
      level: body === workflow.root ? "error" : "warning",
      message: `${secrets.join(", ")} is given to ${whose}`,
      hint: "set it under `env:` of the one step that needs it",
    };
  }
}

function isSecret(path: string): boolean {
  return path.startsWith("secrets.") || path === "github.token";
}
