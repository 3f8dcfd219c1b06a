import type { AuditedWorkflow, Use } from "./audited-workflow.ts";

/** Every action and workflow that a workflow uses, in order. */
export function usesIn({ jobs }: AuditedWorkflow): readonly Use[] {
  return jobs.flatMap((job) => [job.uses, ...job.steps.map(({ uses }) => uses)]).filter((use) => use !== undefined);
}
