export { renderBumpGraph } from "./plan/bump-graph.ts";
export { planMarker, renderPlanComment } from "./plan/plan-comment.ts";
export type { PlanCommentOptions } from "./plan/plan-comment.ts";
export { renderPlanMarkdown } from "./plan/plan-markdown.ts";
export type { ArtifactTarget, PipelineFacts, PipelineGate } from "./pipeline/facts.ts";
export type { Job, Permission, Pipeline, Step, Trigger, Workflow } from "./pipeline/pipeline.ts";
export { failures } from "./failures.ts";
export { planPageFile, readPlanPage, renderPlanPage, withRelease } from "./standing/plan-page.ts";
export type { PlanPageParts } from "./standing/plan-page.ts";
export { renderReleaseSection } from "./standing/release-section.ts";
export { toPipeline } from "./pipeline/to-pipeline.ts";
export {
  type WorkflowChange,
  workflowChange,
  workflowResource,
  type WorkflowResourceOptions,
} from "./render/workflow-resource.ts";
