import { ReleaserError, type Resource } from "@releaser/core";
import type { Context } from "../context.ts";
import { openGitHub } from "../open-github.ts";
import { refuseFork } from "../release/refuse-fork.ts";
import { runListed } from "../release/run-listed.ts";
import { type Escalation, markerOf, owners, ownLabel, toClosing, toIssue } from "./to-issue.ts";

/**
 * Opens an issue for each owner whose turn it is, or brings it up to date; closes all of the verb once nothing fails. Only what is
 * told to go outward does. That somebody could not be told is said, and changes nothing.
 */
export async function escalate(context: Context, escalation: Escalation): Promise<void> {
  if (!context.outward) return context.notice("nothing is escalated: an issue goes outward, so it needs --outward too");
  try {
    refuseFork(context.env);
    const outcomes = await runListed(context, await issuesOf(context, escalation), { mode: "apply", concurrency: 1 });
    for (const { failure } of outcomes) {
      if (failure) tellUntold(context, failure.what);
    }
  } catch (error) {
    if (!(error instanceof ReleaserError)) throw error;
    tellUntold(context, error.failure.what);
  }
}

function tellUntold({ notice }: Context, what: string): void {
  notice(`not escalated: ${what}`);
}

async function issuesOf(context: Context, escalation: Escalation): Promise<readonly Resource[]> {
  const { issueResource } = await import("@releaser/publishers/github");
  const client = await openGitHub(context);
  const { env } = context;
  return owners.flatMap((owner): readonly Resource[] => {
    const wanted = toIssue(escalation, owner, env);
    // A run that failed for one owner may not have come to what another one's issue is about.
    if (wanted === undefined && escalation.failures.length > 0) return [];
    const marker = markerOf(escalation.verb, owner);
    const closing = toClosing(escalation, env);
    return [issueResource({ client, name: owner, marker, label: ownLabel, wanted, closing })];
  });
}
