import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Call, faultPlan } from "@releaser/testkit/lab";
import { openLaboratory } from "./laboratory.ts";
import { groupsOf, type Point } from "./points.ts";
import { runRelease } from "./run-release.ts";
import type { Template } from "./train.ts";
import type { Tried } from "./try-point.ts";

/** The calls of a release that nothing disturbs, in order. Throws where it does not end well. */
export async function undisturbedCalls(place: string, template: Template): Promise<readonly Call[]> {
  const laboratory = await openLaboratory(place, template);
  const plan = faultPlan();
  laboratory.reset();
  laboratory.arm(plan);
  const { code, said } = await runRelease(laboratory);
  await laboratory.close();
  if (code !== 0) throw new Error(`the undisturbed release ends with exit ${code}:\n${said}`);
  return plan.calls;
}

export interface Trial {
  /** A folder for the laboratories. */
  readonly place: string;
  readonly template: Template;
  readonly points: readonly Point[];
  /** How many laboratories work side by side; one for each processor unless told. */
  readonly workers?: number;
}

/** Tries every point, in laboratories side by side, each a process of its own. */
export async function tryAll(
  { place, template, points, workers = availableParallelism() }: Trial,
  tell: (tried: Tried, count: number, of: number) => void = () => {},
): Promise<readonly Tried[]> {
  const waiting = groupsOf(points).values();
  const tried: Tried[] = [];
  const work = async (name: string): Promise<void> => {
    const worker = await openWorker(join(place, name), template);
    for (const group of waiting) {
      for (const one of await worker.ask(group)) {
        tried.push(one);
        tell(one, tried.length, points.length);
      }
    }
    await worker.close();
  };
  await Promise.all(Array.from({ length: workers }, async (_, index) => await work(`laboratory-${index}`)));
  return tried;
}

interface Worker {
  ask(points: readonly Point[]): Promise<readonly Tried[]>;
  close(): Promise<void>;
}

async function openWorker(place: string, template: Template): Promise<Worker> {
  const child = fork(join(import.meta.dirname, "worker.ts"), [place, JSON.stringify(template)], { execArgv: [] });
  const ended = once(child, "exit").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as unknown,
  }));
  const answer = async (): Promise<unknown> => {
    const first = await Promise.race([once(child, "message"), ended]);
    if (Array.isArray(first)) return first[0];
    throw new Error(`a laboratory ended early: exit ${first.code ?? String(first.signal)}`);
  };
  await answer();
  return {
    ask: async (points) => {
      child.send(points);
      return (await answer()) as readonly Tried[];
    },
    close: async () => {
      child.disconnect();
      await ended;
    },
  };
}
