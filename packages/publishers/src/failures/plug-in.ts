import { defineFailures, type FailureConstructors } from "@releaser/core";
import { mendHere, outward, again } from "./common.ts";

export interface PlugInDetails {
  readonly E_PUBLISHER_FAILED: { publisher: string; id: string; why: string };
  readonly E_PUBLISHER_INVALID: { publisher: string; problems: readonly string[] };
}

/** What is wrong with a publisher that somebody else wrote. */
export const plugInFailures: FailureConstructors<PlugInDetails> = defineFailures<PlugInDetails>({
  E_PUBLISHER_FAILED: (d) => ({
    ...outward,
    retryable: false,
    what: `the publisher ${d.publisher} failed with ${d.id}`,
    why: d.why,
    next: `mend that, or tell the author of ${d.publisher}; then ${again}`,
  }),
  E_PUBLISHER_INVALID: (d) => ({
    ...mendHere,
    what: `what the publisher ${d.publisher} says that it publishes is not fit`,
    why: d.problems.join("\n"),
    next: `mend the publisher, or take it out of publishers; docs/publishers.md tells what is asked of one`,
  }),
});
