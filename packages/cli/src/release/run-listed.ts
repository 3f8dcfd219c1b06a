import { availableParallelism } from "node:os";
import { type Outcome, reconcile, type ReconcileOptions, type Resource } from "@releaser/core";
import type { Context } from "../context.ts";

type RunOptions = Pick<ReconcileOptions, "concurrency" | "mode" | "stopsAt">;

/** Gates work, where most other resources wait: more of them at once than there are processors only get in each other's way. */
export const atOnce: number = availableParallelism();

/** Runs resources that may wait for others which hold already and are not in the list. */
export async function runListed(
  { clock, report, signal }: Pick<Context, "clock" | "report" | "signal">,
  resources: readonly Resource[],
  options: RunOptions,
): Promise<readonly Outcome[]> {
  const ids = new Set(resources.map(({ id }) => id));
  const listed = resources.map((resource) => ({
    ...resource,
    after: (resource.after ?? []).filter((id) => ids.has(id)),
  }));
  return await reconcile(listed, { ...options, clock, report, signal });
}
