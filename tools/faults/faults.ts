import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Call, faultPlan, labelOf } from "@releaser/testkit/lab";
import { openLaboratory } from "./laboratory.ts";
import { faultPoints, killPoints, type Point, sampleOf } from "./points.ts";
import { runRelease } from "./run-release.ts";
import { renderTable, writeTable } from "./table.ts";
import { prepareTrain, type Template } from "./train.ts";
import { type Tried, tryPoint } from "./try-point.ts";

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
    const tried = await tryAll(place, template, chosen);
    process.stdout.write(renderTable(tried));
    if (values.write) writeTable(tried, calls.length);
    return tried.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function undisturbedCalls(place: string, template: Template): Promise<readonly Call[]> {
  const laboratory = await openLaboratory(place, template);
  const plan = faultPlan();
  laboratory.reset();
  laboratory.arm(plan);
  const { code, said } = await runRelease(laboratory);
  await laboratory.close();
  if (code !== 0) throw new Error(`the undisturbed release ends with exit ${code}:\n${said}`);
  return plan.calls;
}

/** Two laboratories side by side: most of a release is waiting for children. */
async function tryAll(place: string, template: Template, points: readonly Point[]): Promise<readonly Tried[]> {
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
  await Promise.all(["left", "right"].map(async (name) => await work(name)));
  return tried;
}

function tell({ point, runs, wrong }: Tried, count: number, of: number): void {
  const mark = wrong.length === 0 ? "✓" : "✗";
  const line = `${mark} ${count}/${of} ${point.wrong} at ${point.call.index} ${labelOf(point.call)}, ${runs} runs`;
  process.stderr.write(`${[line, ...wrong.map((one) => `    ${one}`)].join("\n")}\n`);
}

process.exitCode = await faults();
