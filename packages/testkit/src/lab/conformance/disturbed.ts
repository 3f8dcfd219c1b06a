import { isDeepStrictEqual } from "node:util";
import { faultPlan } from "../fault-proxy.ts";
import type { Found } from "./found.ts";
import { inWorld } from "./in-world.ts";
import type { Disturbance } from "./points.ts";
import { isHeld, runResource, runUntilHeld, tell } from "./run-resource.ts";
import type { Conformance } from "./world.ts";

/** What happens where each disturbance has a world of its own. */
export interface Disturbed {
  readonly finished: Found;
  readonly honest: Found;
}

/** Disturbs one run, brings the resource again without, and compares the world with the expected one after both. */
export async function disturbed(
  subject: Conformance,
  points: readonly Disturbance[],
  expected: unknown,
): Promise<Disturbed> {
  const unfinished: string[] = [];
  const untrue: string[] = [];
  for (const { label, plan } of points) {
    await inWorld(subject, async (world) => {
      world.arm(plan);
      const first = await runResource(world.resource());
      if (isHeld(first) && !isDeepStrictEqual(await world.snapshot(), expected)) {
        untrue.push(`${label}: it said ${tell(first)}`);
      }
      world.arm(faultPlan());
      const last = await runUntilHeld(() => world.resource());
      if (!isHeld(last)) unfinished.push(`${label}: it ended ${tell(last)}`);
      else if (!isDeepStrictEqual(await world.snapshot(), expected)) unfinished.push(`${label}: the world is another`);
    });
  }
  const tried = points.length;
  return { finished: { tried, problems: unfinished }, honest: { tried, problems: untrue } };
}
