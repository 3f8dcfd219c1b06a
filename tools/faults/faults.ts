import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { labelOf } from "@releaser/testkit/lab";
import { faultPoints, killPoints, sampleOf } from "./points.ts";
import { renderTable, writeTable } from "./table.ts";
import { prepareTrain } from "./train.ts";
import { tryAll, undisturbedCalls } from "./try-all.ts";
import type { Tried } from "./try-point.ts";

/**
 * Releases a train again and again, each time with one thing going wrong, and compares what the world is then with that of a
 * release that nothing disturbed. Exit 1 where one is not survived. `--sample n` takes every n-th point, `--only kills` or
 * `--only faults` one kind, `--write` brings the table of docs/reliability.md up to date.
 */
async function faults(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      sample: { type: "string", default: "1" },
      seed: { type: "string", default: "0" },
      write: { type: "boolean", default: false },
    },
  });
  const place = mkdtempSync(join(tmpdir(), "releaser-faults-"));
  try {
    const template = prepareTrain(place);
    const calls = await undisturbedCalls(join(place, "calls"), template);
    const points = [
      ...(values.only === "faults" ? [] : killPoints(calls)),
      ...(values.only === "kills" ? [] : faultPoints(calls)),
    ];
    const chosen = sampleOf(points, Number(values.sample), Number(values.seed));
    process.stderr.write(`${calls.length} calls, ${points.length} points, of which ${chosen.length} are tried\n`);
    const tried = await tryAll({ place, template, points: chosen }, tell);
    process.stdout.write(renderTable(tried));
    if (values.write) writeTable(tried, calls.length);
    return tried.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function tell({ point, runs, wrong }: Tried, count: number, of: number): void {
  const mark = wrong.length === 0 ? "✓" : "✗";
  const line = `${mark} ${count}/${of} ${point.wrong} at ${point.call.index} ${labelOf(point.call)}, ${runs} runs`;
  process.stderr.write(`${[line, ...wrong.map((one) => `    ${one}`)].join("\n")}\n`);
}

process.exitCode = await faults();
