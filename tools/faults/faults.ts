import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { labelOf } from "@releaser/testkit/lab";
import { diskPlaces, diskPoints } from "./disk-points.ts";
import { openKept } from "./kept.ts";
import { faultPoints, killPoints, placesOf, type Point, sampleOf, withoutRepeats } from "./points.ts";
import { renderTable, writeTable } from "./table.ts";
import { prepareTrain, type Template } from "./train.ts";
import { tryAll, undisturbedCalls } from "./try-all.ts";
import type { Tried } from "./try-point.ts";

const { values: options } = parseArgs({
  options: {
    keep: { type: "string" },
    only: { type: "string" },
    sample: { type: "string", default: "1" },
    seed: { type: "string", default: "0" },
    workers: { type: "string" },
    world: { type: "string", multiple: true, default: ["directory", "github", "disk"] },
    write: { type: "boolean", default: false },
  },
});

/**
 * Releases a train again and again, each time with one thing going wrong, and compares what the world is then with that of a
 * release that nothing disturbed. Exit 1 where one is not survived. `--sample n` takes every n-th point, `--only kills` or
 * `--only faults` one kind, `--world directory`, `github` or `disk` one world, `--workers n` so many side by side, `--keep file`
 * goes on where a run with that file was stopped, and `--write` brings the table of docs/reliability.md up to date.
 */
async function faults(): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), "releaser-faults-"));
  try {
    const tried: Tried[] = [];
    for (const world of options.world) tried.push(...(await tryWorld(join(place, world), world)));
    process.stdout.write(renderTable(tried));
    if (options.write) writeTable(tried);
    return tried.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function tryWorld(place: string, world: string): Promise<readonly Tried[]> {
  const template = prepareTrain(place, world === "github" ? "github" : "directory");
  const { calls, points } = await pointsOf(join(place, "calls"), world, template);
  const chosen = sampleOf(points, Number(options.sample), Number(options.seed));
  const kept = openKept(options.keep, world);
  const left = chosen.filter((point) => !kept.knows(point));
  process.stderr.write(`${world}: ${calls} calls, ${points.length} points, of which ${left.length} are tried\n`);
  const workers = options.workers === undefined ? {} : { workers: Number(options.workers) };
  const tried = await tryAll({ place, template, points: left, ...workers }, (one, count, of) => {
    kept.add(one);
    tell(one, count, of);
  });
  return [...kept.tried, ...tried];
}

/**
 * What registry and remote are asked is the same with either page, so of the world with GitHub's only what GitHub is asked is
 * disturbed. It is asked the same again and again: a process is killed at each, and of the questions the first and the last meet faults.
 */
async function pointsOf(
  place: string,
  world: string,
  template: Template,
): Promise<{ readonly calls: number; readonly points: readonly Point[] }> {
  if (world === "disk") {
    const places = await diskPlaces(place, template);
    return { calls: places.length, points: diskPoints(places).filter(isWanted) };
  }
  const all = placesOf(await undisturbedCalls(place, template));
  const places = world === "github" ? all.filter(({ call }) => call.service === "github") : all;
  const failing = world === "github" ? withoutRepeats(places) : places;
  return { calls: places.length, points: [...killPoints(places), ...faultPoints(failing)].filter(isWanted) };
}

function isWanted({ wrong }: Point): boolean {
  if (options.only === undefined) return true;
  return wrong.startsWith("killed") === (options.only === "kills");
}

function tell({ point, runs, wrong }: Tried, count: number, of: number): void {
  const mark = wrong.length === 0 ? "✓" : "✗";
  const line = `${mark} ${count}/${of} ${point.wrong} at ${labelOf(point.call)} (${point.nth}), ${runs} runs`;
  process.stderr.write(`${[line, ...wrong.map((one) => `    ${one}`)].join("\n")}\n`);
}

process.exitCode = await faults();
