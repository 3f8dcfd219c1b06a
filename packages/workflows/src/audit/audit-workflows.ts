import { byPlace, type Finding, toFinding } from "@releaser/core";
import type { AuditDraft, AuditRule } from "./audit-rule.ts";
import { auditRules } from "./audit-rules.ts";
import { type AuditedWorkflow, readWorkflow, type WorkflowText } from "./workflow/audited-workflow.ts";

/** One finding of `workflow-audit.v1`. */
export type AuditFinding = Pick<
  Finding,
  "column" | "file" | "fingerprint" | "hint" | "level" | "line" | "message" | "pointer" | "rule"
>;

/** What is wrong with workflows, by file and place. Pure; what cannot be read is a finding too. */
export function auditWorkflows(
  files: readonly WorkflowText[],
  rules: readonly AuditRule[] = auditRules,
): readonly AuditFinding[] {
  return files
    .map((file) => readWorkflow(file))
    .flatMap((workflow) =>
      rules.flatMap((rule) =>
        [...rule.check(workflow)].map((draft) => toFinding(rule, { ...draft, at: toLocation(workflow, draft) })),
      ),
    )
    .toSorted(byPlace);
}

function toLocation(
  { file, source }: AuditedWorkflow,
  { at }: AuditDraft,
): {
  readonly file: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
} {
  return { file, pointer: at.pointer, ...source.lineAndColumn(at.start) };
}
