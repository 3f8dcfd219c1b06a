import { annotateFindings, tellHidden, withoutCommands } from "@releaser/core";
import { auditUrl } from "../../docs-url.ts";
import type { AuditReport } from "../audit-report.ts";
import { summarise } from "./summarise.ts";

/** An annotation for each finding, errors first; then lines for whoever reads the log. No newline at the end. */
export function renderAuditForGithub(report: AuditReport): string {
  const annotations = annotateFindings(report.findings, { title: "Workflow", urlOf: auditUrl });
  const below = [summarise(report), ...tellHidden(report.findings)];
  return [...annotations, withoutCommands(below.join("\n"))].join("\n");
}
