import { type FaultPlan, faultPlan } from "../fault-proxy.ts";
import type { Conformance, ConformanceWorld } from "./world.ts";

/** A world whose plan can be exchanged. */
export interface Armed extends ConformanceWorld {
  arm(plan: FaultPlan): void;
}

/** Opens a world for some work, and closes it whatever became of that. */
export async function inWorld<T>(subject: Conformance, work: (world: Armed) => Promise<T>): Promise<T> {
  let plan = faultPlan();
  const opened = await subject.open(() => plan);
  const world: Armed = {
    resource: () => opened.resource(),
    snapshot: () => opened.snapshot(),
    ...(opened.occupy && { occupy: async () => await opened.occupy?.() }),
    arm: (next) => void (plan = next),
  };
  try {
    return await work(world);
  } finally {
    await opened.close?.();
  }
}
