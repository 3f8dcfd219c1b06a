import { holds, type Outcome, type Stage, stages as order } from "@releaser/core";
import type { Context } from "../context.ts";

type Report = Context["report"];

/** What another run that was faster can keep from holding: everything from PACKED, which finds versions taken, to the push. */
const locked: ReadonlySet<Stage> = new Set(order.slice(order.indexOf("packed"), order.indexOf("published")));

/** Whether an outcome may be the work of another run that pushed the tag first. */
export function mayHaveLost({ stage, verdict }: Outcome): boolean {
  return locked.has(stage) && (verdict === "conflict" || verdict === "failed");
}

/** A report that keeps to itself what the loser of a race is no failure for, until it is known whether there was one. */
export function withhold(report: Report): { readonly report: Report; readonly tell: () => void } {
  const kept: Parameters<Report>[0][] = [];
  return {
    report: (event) => {
      const waits = event.type === "ended" && !holds(event.outcome);
      if (waits && (mayHaveLost(event.outcome) || event.outcome.verdict === "blocked")) kept.push(event);
      else report(event);
    },
    tell: () => {
      for (const event of kept) report(event);
    },
  };
}
