import { countLevels, type Level } from "@releaser/core";
import type { AuditFinding } from "./audit-workflows.ts";

/** The document `workflow-audit.v1`: `releaser wire --audit --json`. */
export interface AuditReport {
  readonly schema: "workflow-audit.v1";
  /** Whether no finding is an error. */
  readonly ok: boolean;
  /** Each that was looked at, relative to the root, in order. */
  readonly files: readonly string[];
  readonly counts: Readonly<Record<Level, number>>;
  /** By file, line and rule. */
  readonly findings: readonly AuditFinding[];
}

/** Findings as a report on the files that were looked at. */
export function toAuditReport(files: readonly string[], findings: readonly AuditFinding[]): AuditReport {
  const counts = countLevels(findings);
  return { schema: "workflow-audit.v1", ok: counts.error === 0, files: files.toSorted(), counts, findings };
}
