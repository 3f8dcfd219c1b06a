import { renderSarifReport } from "@releaser/core";
import { auditUrl, homepage, version } from "../../docs-url.ts";
import type { AuditReport } from "../audit-report.ts";
import { auditRules } from "../audit-rules.ts";

/** The report as SARIF 2.1.0, for code scanning, with every rule declared. No newline at the end. */
export function renderAuditSarif({ ok, files, counts, findings }: AuditReport): string {
  return renderSarifReport({
    tool: { name: "releaser-audit", version, homepage },
    category: "releaser-audit/",
    exitCode: ok ? 0 : 4,
    fingerprints: "releaserAudit/v1",
    rules: auditRules.map(({ id, title, level }) => ({
      id,
      title,
      level,
      url: auditUrl(id),
      about: "A workflow can be abused, or fails in silence.",
      tags: ["security", "workflows"],
    })),
    findings,
    properties: { files, counts },
    root: "The root of the repository.",
  });
}
