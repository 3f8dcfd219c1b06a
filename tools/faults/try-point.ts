import { type Action, type Call, type FaultPlan, faultPlan, labelOf } from "@releaser/testkit/lab";
import { disturbDisk } from "./disk-points.ts";
import type { Laboratory } from "./laboratory.ts";
import { countAlike, type Place, type Point } from "./points.ts";
import { type Ended, runRelease, startRelease } from "./run-release.ts";
import { differences, type WorldLines } from "./world.ts";

/** How often the command is typed again at most. */
const again = 3;

/** What became of one point. */
export interface Tried {
  readonly point: Point;
  /** How often the command was typed, the disturbed run included. */
  readonly runs: number;
  /** What differs from the undisturbed world, or how the last run ended; empty where it was survived. */
  readonly wrong: readonly string[];
}

/** Lets one thing go wrong, types the same command again until it ends well, and compares the world with the undisturbed one. */
export async function tryPoint(laboratory: Laboratory, point: Point, undisturbed: WorldLines): Promise<Tried> {
  const { first, met } = await meet(laboratory, point);
  laboratory.arm(faultPlan());
  let ended = first;
  let runs = 1;
  for (; ended.code !== 0 && runs <= again; runs += 1) ended = await runRelease(laboratory);
  const wrong = [
    ...(met ? [] : ["the call did not come"]),
    ...(first.code === 1 ? [`taken for a bug: ${lastWords(first)}`] : []),
    ...(ended.code === 0 ? [] : [`exit ${ended.code}: ${lastWords(ended)}`]),
    ...differences(undisturbed, laboratory.world()),
  ];
  return { point, runs, wrong };
}

/** How often a call is waited for: of reads that are asked together, there may be one less in one run or another. */
const patience = 3;

async function meet(laboratory: Laboratory, point: Point): Promise<{ readonly first: Ended; readonly met: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    laboratory.reset();
    const { first, met } = await disturb(laboratory, point);
    if (met || attempt === patience) return { first, met };
  }
}

async function disturb(
  laboratory: Laboratory,
  point: Point,
): Promise<{ readonly first: Ended; readonly met: boolean }> {
  const { wrong, ...place } = point;
  if (wrong === "disk full" || wrong === "read-only" || place.call.service === "disk") {
    laboratory.arm(faultPlan());
    return await disturbDisk(laboratory, point);
  }
  if (wrong !== "killed before" && wrong !== "killed after") {
    const { plan, met } = planAt(place, { fault: wrong });
    laboratory.arm(plan);
    return { first: await runRelease(laboratory), met: met() };
  }
  const kill = (): void => process.kill();
  const { plan, met } = planAt(place, wrong === "killed before" ? { before: kill } : { after: kill });
  laboratory.arm(plan);
  const process = startRelease(laboratory);
  return { first: await process.done, met: met() };
}

/** A plan that does something about one call, and tells whether that call came. */
function planAt({ call, nth }: Place, action: Action): { readonly plan: FaultPlan; readonly met: () => boolean } {
  const count = countAlike();
  let came = false;
  const plan = faultPlan((one: Call) => {
    const isIt = labelOf(one) === labelOf(call) && count(one) === nth;
    came ||= isIt;
    return isIt ? action : undefined;
  });
  return { plan, met: () => came };
}

function lastWords({ said }: Ended): string {
  const codes = [...new Set(said.match(/\bE_[A-Z_]+\b/gu))];
  return codes.length > 0 ? codes.join(", ") : said.trim().slice(-300);
}
