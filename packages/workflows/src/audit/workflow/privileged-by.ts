import type { AuditedWorkflow } from "./audited-workflow.ts";

const privileged = ["issue_comment", "pull_request_target", "workflow_run"];

/** The trigger by which a stranger starts a workflow that has the rights of the repository; undefined where there is none. */
export function privilegedBy({ triggers }: AuditedWorkflow): string | undefined {
  return privileged.find((name) => triggers.has(name));
}
