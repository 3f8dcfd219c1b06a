import { type Failure, type Outcome, reconcile } from "@releaser/core";
import { planMarker } from "@releaser/workflows";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { openGitHub } from "../open-github.ts";
import { nameOf, readEvent } from "../terminal/github-event.ts";
import { appendToSummary } from "../terminal/github-report.ts";

/**
 * Posts the comment of a pull request on the one that started the workflow, or brings it up to date. The token of a fork's pull
 * request may not: then the comment stands in the summary of the step, and that is said. Resolves with what stood in the way. Throws
 * `E_USAGE` where no pull request started anything.
 */
export async function postComment(context: Context, text: string): Promise<readonly Failure[]> {
  const { clock, env, report, signal } = context;
  const pull = readEvent(env)?.pull_request;
  const number = pull?.number;
  if (!pull || typeof number !== "number") {
    throw failures.E_USAGE({ message: "--post is for a workflow that a pull request started" });
  }
  if (nameOf(pull.head?.repo)?.toLowerCase() !== env["GITHUB_REPOSITORY"]?.toLowerCase()) {
    return tellInSummary(context, text);
  }
  const { commentResource } = await import("@releaser/publishers/github");
  const comment = commentResource({
    client: await openGitHub(context),
    number,
    stage: "planned",
    title: `telling #${number} of the plan`,
    marker: planMarker,
    body: text,
    updates: true,
  });
  const outcomes: readonly Outcome[] = await reconcile([comment], { mode: "apply", clock, report, signal });
  return outcomes.flatMap(({ failure }) => failure ?? []);
}

function tellInSummary({ env, notice }: Context, text: string): readonly Failure[] {
  const problem = appendToSummary(env, text);
  const place = problem ?? "the comment is in the summary of the step";
  notice(`a pull request from a fork has no token that may comment: ${place}`);
  return [];
}
