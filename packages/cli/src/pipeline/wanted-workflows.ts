import { type Pipeline, renewWorkflow, workflowResource } from "@releaser/workflows";
import type { WantedFile } from "./bring-files.ts";

/** The files of a pipeline's workflows, made of a configuration file where there is one. */
export function wantedWorkflows({ facts, workflows }: Pipeline, configFile: string | undefined): readonly WantedFile[] {
  const from = configFile === undefined ? "the workspace" : `${configFile} and the workspace`;
  return workflows.map((workflow) => {
    const options = { workflow, runner: facts.runner, from };
    return {
      file: workflow.file,
      resource: (edges) => workflowResource(options, edges),
      render: (before) => renewWorkflow(before, options),
    };
  });
}
