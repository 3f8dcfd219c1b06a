import { isDeepStrictEqual } from "node:util";
import { faultPlan } from "../fault-proxy.ts";
import type { Call } from "../faults.ts";
import { type Found, once } from "./found.ts";
import { type Armed, inWorld } from "./in-world.ts";
import { runResource, tell } from "./run-resource.ts";
import type { Conformance } from "./world.ts";

/** What happens where nothing is in the way. */
export interface Undisturbed {
  readonly id: string;
  readonly calls: readonly Call[];
  readonly snapshot: unknown;
  readonly observe: Found;
  readonly apply: Found;
  readonly second: Found;
}

/** Looks, applies and applies again in one world. */
export async function undisturbed(subject: Conformance): Promise<Undisturbed> {
  return await inWorld(subject, async (world) => {
    const observe = await tryObserve(world);
    const plan = faultPlan();
    world.arm(plan);
    const outcome = await runResource(world.resource());
    const calls = [...plan.calls];
    const snapshot = await world.snapshot();
    const apply = once(
      outcome.verdict !== "applied" && `it ended ${tell(outcome)}`,
      !calls.some(({ writes }) => writes) && "no call that writes asked the plan",
    );
    return { id: outcome.id, calls, snapshot, observe, apply, second: await trySecond(world, snapshot) };
  });
}

async function tryObserve(world: Armed): Promise<Found> {
  const plan = faultPlan();
  world.arm(plan);
  const before = await world.snapshot();
  const { is } = await world.resource().observe();
  const wrote = plan.calls.filter(({ writes }) => writes).length;
  return once(
    is === "equal" && "it holds before anything was applied",
    wrote > 0 && `it made ${wrote} calls that write`,
    !isDeepStrictEqual(before, await world.snapshot()) && "the world is another than before",
  );
}

async function trySecond(world: Armed, snapshot: unknown): Promise<Found> {
  const plan = faultPlan();
  world.arm(plan);
  const outcome = await runResource(world.resource());
  const wrote = plan.calls.filter(({ writes }) => writes).length;
  return once(
    outcome.verdict !== "held" && `it ended ${tell(outcome)}`,
    wrote > 0 && `it made ${wrote} calls that write`,
    !isDeepStrictEqual(snapshot, await world.snapshot()) && "the world is another than after the first run",
  );
}
