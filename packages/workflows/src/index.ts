export { renderBumpGraph } from "./plan/bump-graph.ts";
export { planMarker, renderPlanComment } from "./plan/plan-comment.ts";
export type { PlanCommentOptions } from "./plan/plan-comment.ts";
export { renderPlanMarkdown } from "./plan/plan-markdown.ts";
export type { ArtifactTarget, PipelineFacts, PipelineGate } from "./pipeline/facts.ts";
export type { Job, Permission, Pipeline, Step, Trigger, Workflow } from "./pipeline/pipeline.ts";
export { type AuditFinding, auditWorkflows } from "./audit/audit-workflows.ts";
export type { WorkflowFile } from "./audit/workflow/audited-workflow.ts";
