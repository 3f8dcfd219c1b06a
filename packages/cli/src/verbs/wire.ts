import { type Outcome, reconcile } from "@releaser/core";
import { renderDiff } from "@releaser/skew/fix";
import {
  failures,
  toPipeline,
  workflowChange,
  workflowResource,
  type WorkflowResourceOptions,
} from "@releaser/workflows";
import type { Context } from "../context.ts";
import { lookAt } from "../fix/look-at.ts";
import { writeFiles } from "../fix/write-files.ts";
import { failures as cliFailures } from "../failures.ts";
import { readFacts } from "../pipeline/read-facts.ts";
import type { Result } from "../status-document.ts";
import type { Verb } from "./verb.ts";

export interface WireOptions {
  /** Writes nothing and fails where a workflow is not what it should be. */
  readonly check?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** WIRED: the workflows are what the configuration says. A file of the same name that is not ours is a conflict; none is written then. */
export const wire: Verb<WireOptions> = async (context, { check = false, dryRun = false }) => {
  const wanted = await readWanted(context);
  const { clock, report, signal } = context;
  const mode = check || dryRun ? "observe" : "apply";
  const resources = wanted.map((options) => workflowResource(options));
  const outcomes = await reconcile(resources, { mode, clock, report, signal });
  const drifted = wanted.filter((_, index) => isDrift(outcomes[index]));
  const changes = drifted.map((options) => workflowChange(options.read(options.workflow.file), options));
  const files = changes.map(({ file }) => file);
  return {
    verb: "wire",
    outcomes,
    next: nextOf(outcomes),
    ...(files.length > 0 && { diff: renderDiff(changes) }),
    ...(check && files.length > 0 && { failures: [failures.E_WORKFLOW_DRIFT({ files }).failure] }),
  } satisfies Result;
};

async function readWanted(context: Context): Promise<readonly WorkflowResourceOptions[]> {
  const { root, configFile } = context;
  const { facts, workflows } = toPipeline(await readFacts(context));
  const from = configFile === undefined ? "the workspace" : `${configFile} and the workspace`;
  const read = (file: string): string | undefined => readRegular(root, file);
  return workflows.map((workflow) => ({
    workflow,
    runner: facts.runner,
    from,
    read,
    write: (change) => writeFiles(root, [change]),
  }));
}

/** Throws `E_FIX_WRITE` where nothing could be written by that name. */
function readRegular(root: string, file: string): string | undefined {
  const looked = lookAt(root, file);
  if (looked.why === undefined) return looked.text;
  throw cliFailures.E_FIX_WRITE({ file, why: looked.why, written: [], left: [file] });
}

/** What an observation alone would leave to be written. */
function isDrift(outcome: Outcome | undefined): boolean {
  return outcome?.verdict === "absent" || outcome?.verdict === "different";
}

function nextOf(outcomes: readonly Outcome[]): string {
  if (outcomes.some(isDrift)) return "releaser wire";
  const written = outcomes.some(({ verdict }) => verdict === "applied");
  return written ? "commit them, and have the branch require the check `status`" : "releaser rehearse";
}
