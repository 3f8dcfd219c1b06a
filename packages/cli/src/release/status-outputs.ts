import { holds, type Outcome } from "@releaser/core";
import type { Outputs } from "../terminal/github-output.ts";
import { isGivenUp, unfinishedEarlier } from "./earlier-release.ts";
import type { Train } from "./train.ts";

/**
 * What later jobs are told of where a branch stands: `key` of the release that is to be carried on, an earlier one that is not
 * finished before this one, `unfinished`, `true` where there is anything left to do for it, and `tagged`, `true` where the remote has
 * its tag. What was rolled back or given up by a signed tag is not unfinished.
 */
export async function statusOutputs(train: Train, outcomes: readonly Outcome[]): Promise<Outputs> {
  const earlier = await unfinishedEarlier(train);
  if (earlier) return { key: earlier.key, unfinished: "true", tagged: String(earlier.tagged) };
  const isOver = outcomes.every((outcome) => holds(outcome)) || (await isGivenUp(train));
  return { key: train.release.key, unfinished: String(!isOver), tagged: String(train.tagged) };
}
