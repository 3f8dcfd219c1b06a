import type { ReconcileEvent } from "./reconcile.ts";
import type { Resource } from "./resource.ts";

type Report = (event: ReconcileEvent) => void;

/** Tells what ended in the order given, whichever ended first, so that two runs tell the same; all else at once. */
export function orderedReport(ordered: readonly Resource[], report: Report): Report {
  const kept = new Map<string, ReconcileEvent>();
  const left = ordered.map(({ id }) => id).toReversed();
  return (event) => {
    if (event.type !== "ended") return report(event);
    kept.set(event.outcome.id, event);
    for (let next = kept.get(left.at(-1) ?? ""); next !== undefined; next = kept.get(left.at(-1) ?? "")) {
      kept.delete(left.pop() ?? "");
      report(next);
    }
  };
}
