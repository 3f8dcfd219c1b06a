import { reconcile } from "@releaser/core";
import { renderDiff } from "@releaser/skew/fix";
import { failures, planPageFile, planPageResource, renewPlanPage, toPipeline } from "@releaser/workflows";
import { fileEdges } from "../pipeline/file-edges.ts";
import { readFacts } from "../pipeline/read-facts.ts";
import type { Verb } from "./verb.ts";

/** WIRED for the standing plan: `release/plan.md` is brought up to date, or with `check` only compared; then a difference is `E_PLAN_DRIFT`, with it. */
export const planPage: Verb<{ readonly check: boolean; readonly dryRun: boolean }> = async (context, options) => {
  const pipeline = toPipeline(await readFacts(context));
  const edges = fileEdges(context.root);
  const observes = options.check || options.dryRun;
  const outcomes = await reconcile([planPageResource(pipeline, edges)], {
    mode: observes ? "observe" : "apply",
    clock: context.clock,
    report: context.report,
    signal: context.signal,
  });
  const differs = outcomes.some(({ verdict }) => verdict === "absent" || verdict === "different");
  if (!options.check || !differs) {
    const next = differs ? "releaser plan --write" : "releaser wire";
    return { verb: "plan", outcomes, next };
  }
  const before = edges.read(planPageFile);
  const change = { file: planPageFile, before, after: renewPlanPage(pipeline, before) };
  const diff = renderDiff([change], { color: false });
  return { verb: "plan", outcomes, failures: [failures.E_PLAN_DRIFT({ file: planPageFile, diff }).failure] };
};
