export { renderBumpGraph } from "./plan/bump-graph.ts";
export { planMarker, renderPlanComment } from "./plan/plan-comment.ts";
export type { PlanCommentOptions } from "./plan/plan-comment.ts";
export { renderPlanMarkdown } from "./plan/plan-markdown.ts";
