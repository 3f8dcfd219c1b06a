import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Call, faultPlan } from "@releaser/testkit/lab";
import { openLaboratory } from "./laboratory.ts";
import type { Point } from "./points.ts";
import { runRelease } from "./run-release.ts";
import type { Template } from "./train.ts";
import { type Tried, tryPoint } from "./try-point.ts";

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

/** Tries every point, in laboratories side by side: much of a release is waiting for children. */
export async function tryAll(
  { place, template, points, workers = availableParallelism() }: Trial,
  tell: (tried: Tried, count: number, of: number) => void = () => {},
): Promise<readonly Tried[]> {
  const waiting = [...points];
  const tried: Tried[] = [];
  const work = async (name: string): Promise<void> => {
    const laboratory = await openLaboratory(join(place, name), template);
    laboratory.reset();
    await runRelease(laboratory);
    const undisturbed = laboratory.world();
    for (let point = waiting.shift(); point !== undefined; point = waiting.shift()) {
      const one = await tryPoint(laboratory, point, undisturbed);
      tried.push(one);
      tell(one, tried.length, points.length);
    }
    await laboratory.close();
  };
  await Promise.all(Array.from({ length: workers }, async (_, index) => await work(`laboratory-${index}`)));
  return tried;
}
