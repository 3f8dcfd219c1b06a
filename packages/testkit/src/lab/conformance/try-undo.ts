import { isDeepStrictEqual } from "node:util";
import { reconcile } from "@releaser/core";
import { type Found, nothing } from "./found.ts";
import { hastyClock, runResource } from "./run-resource.ts";
import type { ConformanceWorld } from "./world.ts";

/** Applies a resource, follows its way back, and looks whether it still holds; then follows it again, which has to change nothing. */
export async function tryUndo(world: ConformanceWorld): Promise<Found> {
  await runResource(world.resource());
  const resource = world.resource();
  const seen = await resource.observe();
  const back = resource.undo?.(seen);
  if (!back) return nothing;
  const problems: string[] = [];
  for (const run of ["first", "second"]) {
    const before = await world.snapshot();
    const outcomes = await reconcile(back, { mode: "apply", clock: hastyClock(), tries: 3, random: () => 0 });
    for (const { id, verdict } of outcomes) {
      const expected = run === "first" ? ["applied", "held"] : ["held"];
      if (!expected.includes(verdict)) problems.push(`${id} ended ${verdict} in the ${run} run`);
    }
    if (run === "second" && !isDeepStrictEqual(before, await world.snapshot())) {
      problems.push("a second run changes the world");
    }
  }
  const { is } = await world.resource().observe();
  return { tried: 1, problems: is === "equal" ? [...problems, "it still holds"] : problems };
}
