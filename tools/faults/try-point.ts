import { faultPlan } from "@releaser/testkit/lab";
import type { Laboratory } from "./laboratory.ts";
import type { Point } from "./points.ts";
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
  laboratory.reset();
  const first = point.wrong.startsWith("killed")
    ? await killedAt(laboratory, point)
    : await faultyAt(laboratory, point);
  laboratory.arm(faultPlan());
  let ended = first;
  let runs = 1;
  for (; ended.code !== 0 && runs <= again; runs += 1) ended = await runRelease(laboratory);
  const wrong = differences(undisturbed, laboratory.world());
  return { point, runs, wrong: ended.code === 0 ? wrong : [`exit ${ended.code}: ${lastWords(ended)}`, ...wrong] };
}

async function faultyAt(laboratory: Laboratory, { call, wrong }: Point): Promise<Ended> {
  laboratory.arm(
    faultPlan((one) =>
      one.index === call.index && wrong !== "killed before" && wrong !== "killed after" ? { fault: wrong } : undefined,
    ),
  );
  return await runRelease(laboratory);
}

async function killedAt(laboratory: Laboratory, { call, wrong }: Point): Promise<Ended> {
  const kill = (): void => process.kill();
  laboratory.arm(
    faultPlan((one) => {
      if (one.index !== call.index) return undefined;
      return wrong === "killed before" ? { before: kill } : { after: kill };
    }),
  );
  const process = startRelease(laboratory);
  return await process.done;
}

function lastWords({ said }: Ended): string {
  const codes = [...new Set(said.match(/\bE_[A-Z_]+\b/gu))];
  return codes.length > 0 ? codes.join(", ") : said.trim().slice(-300);
}
