import type { Observation, Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import type { Workflow } from "../pipeline/pipeline.ts";
import { parseWorkflow, renderWorkflow, type RenderWorkflowOptions } from "./workflow-file.ts";

export interface WorkflowOptions extends Omit<RenderWorkflowOptions, "custom"> {
  readonly workflow: Workflow;
}

export interface WorkflowResourceOptions extends WorkflowOptions {
  /** The text of a file, relative to the root; undefined where there is none. */
  readonly read: (file: string) => string | undefined;
  readonly write: (change: WorkflowChange) => void;
}

/** A file of a workflow as it was read, undefined where there was none, and as it is to be. */
export interface WorkflowChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** WIRED: the file of a workflow is what the pipeline says, with people's jobs in it as they stand. One that is not ours is a conflict. */
export function workflowResource({ read, write, ...options }: WorkflowResourceOptions): Resource<WorkflowChange> {
  const { file } = options.workflow;
  return {
    id: `file:${file}`,
    stage: "wired",
    title: `writing ${file}`,
    foreseen: true,
    observe: async () => await Promise.resolve(observe(workflowChange(read(file), options))),
    apply: async () => {
      await Promise.resolve(write(workflowChange(read(file), options)));
    },
  };
}

/** What a workflow's file is to be, given what it is. Throws `E_WORKFLOW_FOREIGN` and `E_WORKFLOW_SECTION`. */
export function workflowChange(before: string | undefined, { workflow, ...options }: WorkflowOptions): WorkflowChange {
  const { file } = workflow;
  const found = before === undefined ? undefined : parseWorkflow(before);
  switch (found?.is) {
    case "foreign":
      throw failures.E_WORKFLOW_FOREIGN({ file });
    case "broken":
      throw failures.E_WORKFLOW_SECTION({ file, line: found.line, why: found.why });
    case "ours":
    case undefined:
      return { file, before, after: renderWorkflow(workflow, { ...options, custom: found?.custom ?? "" }) };
  }
}

function observe(seen: WorkflowChange): Observation<WorkflowChange> {
  const { before, after } = seen;
  if (before === undefined) return { is: "absent" };
  // Git may have given the file other line ends.
  if (before.replaceAll("\r\n", "\n") === after) return { is: "equal", seen };
  const found = parseWorkflow(before);
  const why = found.is === "ours" && found.edited ? "changed by hand" : "the configuration says otherwise";
  return { is: "different", seen, why, replaceable: true };
}
