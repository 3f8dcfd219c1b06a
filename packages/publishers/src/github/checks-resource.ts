import type { Clock, Observation, Resource } from "@releaser/core";
import { type CheckRun, dispatchWorkflow, listCheckRuns } from "./check-runs.ts";
import type { GitHubClient } from "./open-client.ts";

export interface ChecksResourceOptions {
  readonly client: GitHubClient;
  /** A full object id. */
  readonly commit: string;
  /** The branch at GitHub that has it. */
  readonly branch: string;
  /** The name of the workflow's file that is started where nothing has begun by itself. */
  readonly workflow: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Milliseconds that all checks may take together. */
  readonly patience: number;
  /** Whether something was pushed just now, which may start workflows by itself. */
  readonly isPushed: () => boolean;
  readonly after?: readonly string[];
}

/** Milliseconds that GitHub may take to begin what a push starts, and between two looks meanwhile. */
const toBegin = 30_000;
const pause = 2000;

/**
 * The fact that every check of a commit has ended, however: id `checks:<commit>`. Where GitHub knows of none, also not some seconds
 * after a push, the workflow is started. What is told while they run is how many have ended, and which run.
 */
export function checksResource(options: ChecksResourceOptions): Resource<readonly CheckRun[]> {
  const { client, commit, branch, workflow, clock, signal, patience, after } = options;
  const deadline = new Date(clock.now().getTime() + patience);
  const list = async (): Promise<readonly CheckRun[]> => await listCheckRuns(client, commit);
  return {
    id: `checks:${commit.slice(0, 12)}`,
    stage: "proven",
    title: `waiting for the checks of ${branch}`,
    settle: 4 * toBegin,
    ...(after && { after }),
    observe: async () => toObservation(await list(), deadline),
    apply: async () => {
      const until = clock.elapsed() + toBegin;
      while (options.isPushed() && clock.elapsed() < until) {
        if ((await list()).length > 0) return;
        await clock.sleep(pause, signal);
      }
      await dispatchWorkflow(client, workflow, branch);
    },
    describe: (runs) => `${runs.length} ended`,
  };
}

function toObservation(runs: readonly CheckRun[], until: Date): Observation<readonly CheckRun[]> {
  const running = runs.filter(({ conclusion }) => conclusion === undefined).map(({ name }) => name);
  if (runs.length === 0) return { is: "absent" };
  if (running.length === 0) return { is: "equal", seen: runs };
  return {
    is: "pending",
    why: `${runs.length - running.length} of ${runs.length} have ended; ${shown(running)}`,
    until,
  };
}

function shown(running: readonly string[]): string {
  const left = running.length - 5;
  return [...running.slice(0, 5), ...(left > 0 ? [`${left} more`] : [])].join(", ") + " to go";
}
