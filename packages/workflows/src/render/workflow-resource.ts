import type { Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { type FileChange, type FileEdges, fileResource } from "../file-resource.ts";
import type { Workflow } from "../pipeline/pipeline.ts";
import { parseWorkflow, renderWorkflow, type RenderWorkflowOptions } from "./workflow-file.ts";

export interface WorkflowOptions extends Omit<RenderWorkflowOptions, "custom"> {
  readonly workflow: Workflow;
}

/** WIRED: the file of a workflow is what the pipeline says, with people's jobs in it as they stand. One that is not ours is a conflict. */
export function workflowResource(options: WorkflowOptions, edges: FileEdges): Resource<FileChange> {
  return fileResource({
    ...edges,
    file: options.workflow.file,
    render: (before) => renewWorkflow(before, options),
    why: (before) => {
      const found = parseWorkflow(before);
      return found.is === "ours" && found.edited ? "changed by hand" : "the configuration says otherwise";
    },
  });
}

/** What a workflow's file is to be, given what it is. Throws `E_WORKFLOW_FOREIGN` and `E_WORKFLOW_SECTION`. */
export function renewWorkflow(before: string | undefined, { workflow, ...options }: WorkflowOptions): string {
  const { file } = workflow;
  const found = before === undefined ? undefined : parseWorkflow(before);
  switch (found?.is) {
    case "foreign":
      throw failures.E_WORKFLOW_FOREIGN({ file });
    case "broken":
      throw failures.E_WORKFLOW_SECTION({ file, line: found.line, why: found.why });
    case "ours":
    case undefined:
      return renderWorkflow(workflow, { ...options, custom: found?.custom ?? "" });
  }
}
