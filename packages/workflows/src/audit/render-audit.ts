import { toSafeJson } from "@releaser/core";
import type { AuditReport } from "./audit-report.ts";
import { type AuditHumanOptions, renderAuditForPeople } from "./formats/human.ts";
import { renderAuditForGithub } from "./formats/github.ts";
import { renderAuditSarif } from "./formats/sarif.ts";

/** Who a report of the audit is for. */
export type AuditFormat = "github" | "human" | "json" | "sarif";

export interface RenderAuditOptions extends AuditHumanOptions {
  readonly format: AuditFormat;
}

/** The report in a format, a pure function of both. No newline at the end. */
export function renderAudit(report: AuditReport, options: RenderAuditOptions): string {
  switch (options.format) {
    case "human":
      return renderAuditForPeople(report, options);
    case "json":
      return toSafeJson(report);
    case "sarif":
      return renderAuditSarif(report);
    case "github":
      return renderAuditForGithub(report);
  }
}
