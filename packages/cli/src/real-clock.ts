import { setTimeout } from "node:timers/promises";
import type { Clock } from "@releaser/core";

/** The machine's own time. */
export const realClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, signal ? { signal } : {});
  },
};
