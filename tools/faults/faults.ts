import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { labelOf } from "@releaser/testkit/lab";
import { faultPoints, killPoints, placesOf, sampleOf, withoutRepeats } from "./points.ts";
import { renderTable, writeTable } from "./table.ts";
import { type PageKind, prepareTrain } from "./train.ts";
import { tryAll, undisturbedCalls } from "./try-all.ts";
import type { Tried } from "./try-point.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    page: { type: "string", multiple: true, default: ["directory", "github"] },
    sample: { type: "string", default: "1" },
    seed: { type: "string", default: "0" },
    workers: { type: "string" },
    write: { type: "boolean", default: false },
  },
});

/**
 * Releases a train again and again, each time with one thing going wrong, and compares what the world is then with that of a
 * release that nothing disturbed. Exit 1 where one is not survived. `--sample n` takes every n-th point, `--only kills` or
 * `--only faults` one kind, `--page directory` or `--page github` one world, `--workers n` so many side by side, and `--write`
 * brings the table of docs/reliability.md up to date.
 */
async function faults(): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), "releaser-faults-"));
  try {
    const tried: Tried[] = [];
    for (const page of options.page as readonly PageKind[]) tried.push(...(await tryPage(join(place, page), page)));
    process.stdout.write(renderTable(tried));
    if (options.write) writeTable(tried);
    return tried.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * What registry and remote are asked is the same with either page, so of the world with GitHub's only what GitHub is asked is
 * disturbed. It is asked the same again and again: of those questions the first and the last.
 */
async function tryPage(place: string, page: PageKind): Promise<readonly Tried[]> {
  const template = prepareTrain(place, page);
  const all = placesOf(await undisturbedCalls(join(place, "calls"), template));
  const places = page === "github" ? withoutRepeats(all.filter(({ call }) => call.service === "github")) : all;
  const points = [
    ...(options.only === "faults" ? [] : killPoints(places)),
    ...(options.only === "kills" ? [] : faultPoints(places)),
  ];
  const chosen = sampleOf(points, Number(options.sample), Number(options.seed));
  process.stderr.write(
    `${page}: ${places.length} calls, ${points.length} points, of which ${chosen.length} are tried\n`,
  );
  const workers = options.workers === undefined ? {} : { workers: Number(options.workers) };
  return await tryAll({ place, template, points: chosen, ...workers }, tell);
}

function tell({ point, runs, wrong }: Tried, count: number, of: number): void {
  const mark = wrong.length === 0 ? "✓" : "✗";
  const line = `${mark} ${count}/${of} ${point.wrong} at ${labelOf(point.call)} (${point.nth}), ${runs} runs`;
  process.stderr.write(`${[line, ...wrong.map((one) => `    ${one}`)].join("\n")}\n`);
}

process.exitCode = await faults();
