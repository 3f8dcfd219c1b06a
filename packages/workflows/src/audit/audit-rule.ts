import type { Level } from "@releaser/core";
import type { AuditedWorkflow } from "./workflow/audited-workflow.ts";
import type { Spot } from "./workflow/tree.ts";

/** What a rule yields: a place, and what is wrong there. */
export interface AuditDraft {
  readonly at: Spot;
  readonly message: string;
  /** Where this case weighs less than the rule does otherwise; never more. */
  readonly level?: Level;
  /** What to write instead. */
  readonly hint?: string;
}

/** Judges one workflow; synchronous and pure. */
export interface AuditRule {
  /** Kebab-case: its file, its heading in `docs/audit.md`. */
  readonly id: string;
  /** What holds when the rule is silent, as a sentence without a full stop. */
  readonly title: string;
  readonly level: Level;
  check(workflow: AuditedWorkflow): Iterable<AuditDraft>;
}

/** A rule as written; identity, so that its type is checked where it stands. */
export function defineAuditRule(rule: AuditRule): AuditRule {
  return rule;
}
