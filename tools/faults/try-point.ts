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

/**
 * Lets a group of points go wrong in one run, types the same command again until it ends well, and compares the world with the
 * undisturbed one. Where that is not survived as a whole, or not met, each is tried alone.
 */
export async function tryTogether(
  laboratory: Laboratory,
  points: readonly Point[],
  undisturbed: WorldLines,
): Promise<readonly Tried[]> {
  const { runs, wrong } = await tryGroup(laboratory, points, undisturbed);
  if (points.length === 1 || wrong.length === 0) return points.map((point) => ({ point, runs, wrong }));
  const alone: Tried[] = [];
  for (const point of points) alone.push({ point, ...(await tryGroup(laboratory, [point], undisturbed)) });
  return alone;
}

async function tryGroup(
  laboratory: Laboratory,
  points: readonly Point[],
  undisturbed: WorldLines,
): Promise<Omit<Tried, "point">> {
  const { first, met } = await meet(laboratory, points);
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
  return { runs, wrong };
}

/** How often a call is waited for: of reads that are asked together, there may be one less in one run or another. */
const patience = 3;

interface Met {
  readonly first: Ended;
  /** Whether all that was to be disturbed came. */
  readonly met: boolean;
}

async function meet(laboratory: Laboratory, points: readonly Point[]): Promise<Met> {
  for (let attempt = 1; ; attempt += 1) {
    laboratory.reset();
    const { first, met } = await disturb(laboratory, points);
    if (met || attempt === patience) return { first, met };
  }
}

async function disturb(laboratory: Laboratory, points: readonly Point[]): Promise<Met> {
  const [point] = points as readonly [Point];
  const { wrong } = point;
  if (wrong === "disk full" || wrong === "read-only" || point.call.service === "disk") {
    laboratory.arm(faultPlan());
    return await disturbDisk(laboratory, point);
  }
  if (wrong !== "killed before" && wrong !== "killed after") {
    const { plan, met } = planAt(points, { fault: wrong });
    laboratory.arm(plan);
    return { first: await runRelease(laboratory), met: met() };
  }
  const kill = (): void => process.kill();
  const { plan, met } = planAt(points, wrong === "killed before" ? { before: kill } : { after: kill });
  laboratory.arm(plan);
  const process = startRelease(laboratory);
  return { first: await process.done, met: met() };
}

/** A plan that does something about some calls, and tells whether all of them came. */
function planAt(places: readonly Place[], action: Action): { readonly plan: FaultPlan; readonly met: () => boolean } {
  const count = countAlike();
  const awaited = new Map(places.map(({ call, nth }) => [labelOf(call), nth]));
  const plan = faultPlan((one: Call) => {
    const label = labelOf(one);
    const isIt = count(one) === awaited.get(label);
    if (isIt) awaited.delete(label);
    return isIt ? action : undefined;
  });
  return { plan, met: () => awaited.size === 0 };
}

function lastWords({ said }: Ended): string {
  const codes = [...new Set(said.match(/\bE_[A-Z_]+\b/gu))];
  return codes.length > 0 ? codes.join(", ") : said.trim().slice(-300);
}
