import { isDeepStrictEqual } from "node:util";
import { type Found, nothing, once } from "./found.ts";
import { runResource, tell } from "./run-resource.ts";
import type { ConformanceWorld } from "./world.ts";

/** Puts something in the way, and looks whether it is still there, and called a conflict. */
export async function tryConflict(world: ConformanceWorld): Promise<Found> {
  if (!world.occupy) return nothing;
  await world.occupy();
  const before = await world.snapshot();
  const outcome = await runResource(world.resource());
  return once(
    (outcome.verdict !== "conflict" || outcome.failure?.exit !== 6) && `it ended ${tell(outcome)}`,
    !isDeepStrictEqual(before, await world.snapshot()) && "the world is another than before",
  );
}
