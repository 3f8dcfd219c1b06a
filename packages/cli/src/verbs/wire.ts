import type { Outcome } from "@releaser/core";
import { failures, toPipeline } from "@releaser/workflows";
import { bringFiles } from "../pipeline/bring-files.ts";
import { readFacts } from "../pipeline/read-facts.ts";
import { wantedWorkflows } from "../pipeline/wanted-workflows.ts";
import type { Verb } from "./verb.ts";

export interface WireOptions {
  /** Writes nothing and fails where a workflow is not what it should be. */
  readonly check?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** WIRED: the workflows are what the configuration says. A file of the same name that is not ours is a conflict; none is written then. */
export const wire: Verb<WireOptions> = async (context, { check = false, dryRun = false }) => {
  const mode = check || dryRun ? "observe" : "apply";
  const wanted = wantedWorkflows(toPipeline(await readFacts(context)), context.configFile);
  const { outcomes, drifted, refused, diff } = await bringFiles(context, wanted, mode);
  return {
    verb: "wire",
    outcomes,
    next: refused
      ? "mend what is marked ✗, then releaser wire"
      : drifted.length > 0
        ? "releaser wire"
        : nextOf(outcomes),
    ...(diff !== undefined && { diff }),
    ...(check && drifted.length > 0 && { failures: [failures.E_WORKFLOW_DRIFT({ files: drifted }).failure] }),
  };
};

function nextOf(outcomes: readonly Outcome[]): string {
  const written = outcomes.some(({ verdict }) => verdict === "applied");
  return written ? "commit them, and have the branch require the check `status`" : "releaser rehearse";
}
