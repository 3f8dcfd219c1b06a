import type { BringOptions } from "./bring.ts";
import { inOrder } from "./order.ts";
import { orderedReport } from "./ordered-report.ts";
import { nothingForeseen, preflight } from "./preflight.ts";
import type { Resource } from "./resource.ts";
import { Run } from "./run.ts";
import type { Outcome } from "./status.ts";

/** What happens while resources are reconciled; a printer shows it. */
export type ReconcileEvent =
  /** Work that takes long enough to be watched has begun, and is over. */
  | { readonly type: "begun"; readonly id: string; readonly title: string }
  | { readonly type: "done"; readonly id: string }
  | { readonly type: "ended"; readonly outcome: Outcome }
  | {
      readonly type: "retrying";
      readonly id: string;
      readonly attempt: number;
      readonly why: string;
      readonly ms: number;
    }
  | { readonly type: "started"; readonly id: string; readonly title: string }
  | { readonly type: "waiting"; readonly id: string; readonly why: string };

export interface ReconcileOptions extends Omit<BringOptions, "report"> {
  /** What ended is told in one order, each after those that it names, whichever ended first. */
  readonly report?: (event: ReconcileEvent) => void;
  /** How many resources are worked on at once; 8 unless told. */
  readonly concurrency?: number;
  /** Whether nothing more is begun after this outcome; what has begun is finished. Unless told, only what waits for it is not begun. */
  readonly stopsAt?: (outcome: Outcome) => boolean;
}

const atOnce = 8;

/**
 * Makes resources true, each after those that it names: observe, apply what is missing, observe again. Resolves with one
 * outcome for each, in the order given, and never rejects for what a resource does. In `observe` mode nothing is applied
 * and order does not matter. Throws `E_RESOURCE_CYCLE` or `E_RESOURCE_UNKNOWN` before anything is touched.
 */
export async function reconcile(
  resources: readonly Resource[],
  { concurrency = atOnce, report = () => {}, ...options }: ReconcileOptions,
): Promise<readonly Outcome[]> {
  const ordered = inOrder(resources);
  const asked = { ...options, concurrency, report: orderedReport(ordered, report) };
  const foreseen = options.mode === "apply" ? await preflight(ordered, asked) : nothingForeseen;
  const outcomes = await new Run(ordered, { ...asked, foreseen }).finish();
  return resources.flatMap(({ id }) => outcomes.get(id) ?? []);
}
