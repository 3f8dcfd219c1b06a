import { ReleaserError } from "@releaser/core";
import type { Context } from "../context.ts";
import { failuresOf, type Result } from "../status-document.ts";
import type { VerbOptions } from "../definitions/verb-definition.ts";
import type { Escalation } from "./to-issue.ts";

type Run = (context: Context, options: VerbOptions) => Promise<Result>;

/** A verb whose failures are escalated where it is told to; what it comes to stays the same. */
export function escalating(verb: string, load: () => Promise<Run>): () => Promise<Run> {
  return async () => {
    const run = await load();
    return async (context, options) => {
      if (options.escalate !== true || options.dryRun === true) return await run(context, options);
      const result = await run(context, options).catch(async (error: unknown) => {
        if (error instanceof ReleaserError) await tell(context, { verb, failures: [error.failure] });
        throw error;
      });
      const { tag, commit } = result.release ?? {};
      await tell(context, { verb, failures: failuresOf(result), tag, commit });
      return result;
    };
  };
}

/** Loaded where it is needed, as GitHub is. */
async function tell(context: Context, escalation: Escalation): Promise<void> {
  const { escalate } = await import("./escalate.ts");
  await escalate(context, escalation);
}
