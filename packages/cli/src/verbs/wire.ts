import type { Outcome } from "@releaser/core";
import { failures, renewWorkflow, toPipeline, workflowResource } from "@releaser/workflows";
import type { Context } from "../context.ts";
import { bringFiles, type WantedFile } from "../pipeline/bring-files.ts";
import { readFacts } from "../pipeline/read-facts.ts";
import type { Verb } from "./verb.ts";

export interface WireOptions {
  /** Writes nothing and fails where a workflow is not what it should be. */
  readonly check?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** WIRED: the workflows are what the configuration says. A file of the same name that is not ours is a conflict; none is written then. */
export const wire: Verb<WireOptions> = async (context, { check = false, dryRun = false }) => {
  const mode = check || dryRun ? "observe" : "apply";
  const { outcomes, drifted, diff } = await bringFiles(context, await readWanted(context), mode);
  return {
    verb: "wire",
    outcomes,
    next: drifted.length > 0 ? "releaser wire" : nextOf(outcomes),
    ...(diff !== undefined && { diff }),
    ...(check && drifted.length > 0 && { failures: [failures.E_WORKFLOW_DRIFT({ files: drifted }).failure] }),
  };
};

async function readWanted(context: Context): Promise<readonly WantedFile[]> {
  const { facts, workflows } = toPipeline(await readFacts(context));
  const from = context.configFile === undefined ? "the workspace" : `${context.configFile} and the workspace`;
  return workflows.map((workflow) => {
    const options = { workflow, runner: facts.runner, from };
    return {
      file: workflow.file,
      resource: (edges) => workflowResource(options, edges),
      render: (before) => renewWorkflow(before, options),
    };
  });
}

function nextOf(outcomes: readonly Outcome[]): string {
  const written = outcomes.some(({ verdict }) => verdict === "applied");
  return written ? "commit them, and have the branch require the check `status`" : "releaser rehearse";
}
