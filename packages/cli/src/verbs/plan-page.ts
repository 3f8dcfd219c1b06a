import { failures, planPageFile, toPipeline } from "@releaser/workflows";
import { bringFiles } from "../pipeline/bring-files.ts";
import { readFacts } from "../pipeline/read-facts.ts";
import { wantedPlanPage } from "../pipeline/wanted-plan-page.ts";
import type { Verb } from "./verb.ts";

const write = "releaser plan --write";

/** WIRED for the standing plan: `release/plan.md` is brought up to date, or with `check` only compared; then a difference is `E_PLAN_DRIFT`. */
export const planPage: Verb<{ readonly check: boolean; readonly dryRun: boolean }> = async (context, options) => {
  const pipeline = toPipeline(await readFacts(context));
  const mode = options.check || options.dryRun ? "observe" : "apply";
  const { outcomes, drifted, refused, diff } = await bringFiles(context, [wantedPlanPage(pipeline)], mode);
  return {
    verb: "plan",
    outcomes,
    next: refused ? `mend what is marked ✗, then ${write}` : drifted.length > 0 ? write : "releaser wire",
    ...(diff !== undefined && { diff }),
    ...(options.check && drifted.length > 0 && { failures: [failures.E_PLAN_DRIFT({ file: planPageFile }).failure] }),
  };
};
