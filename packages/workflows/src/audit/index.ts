export { type AuditReport, toAuditReport } from "./audit-report.ts";
export { type AuditFinding, auditWorkflows } from "./audit-workflows.ts";
export { type AuditFormat, renderAudit, type RenderAuditOptions } from "./render-audit.ts";
export type { WorkflowText } from "./workflow/audited-workflow.ts";
