import { totalmem } from "node:os";
import { join } from "node:path";
import { openTempDir, removeDir } from "@releaser/testkit";
import { peers } from "../peers/contenders.ts";
import { type BenchOptions, parseBenchOptions } from "./bench-options.ts";
import { writeBenchmarks } from "./benchmarks-page.ts";
import { readCircumstances } from "./circumstances.ts";
import { type Entrant, floor, toEntrants } from "./entrant.ts";
import { installReleaser } from "./install-releaser.ts";
import { measure } from "./measure.ts";
import { withSection } from "./page-section.ts";
import { peakMemory } from "./peak-memory.ts";
import { type Machine, renderLooking, renderTables, type SceneResult } from "./render-skew.ts";
import { runTimed } from "./run-timed.ts";
import { sceneOf } from "./scene.ts";
import { tell } from "./tell.ts";
import { writeScene } from "./write-scene.ts";

const pending = [0, 20] as const;
const tags = 3;

/** Measures what was asked for, tells the tables, and writes its section where it shall. */
async function bench(options: BenchOptions): Promise<void> {
  const circumstances = readCircumstances(options.runs);
  const place = openTempDir();
  try {
    const results: SceneResult[] = [];
    const entrants = await openEntrants(place, options);
    for (const packages of options.sizes) {
      for (const changesets of pending) {
        const result = await measureScene({ packages, changesets, entrants, place, runs: options.runs });
        process.stdout.write(`${renderTables([result])}\n`);
        results.push(result);
      }
    }
    const section = renderLooking({ ...circumstances, machine: readMachine(), tags, results });
    if (options.write) await writeBenchmarks((page) => withSection(page, section, "Again"));
  } finally {
    removeDir(place);
  }
}

async function openEntrants(place: string, { only }: BenchOptions): Promise<readonly Entrant[]> {
  if (!only.includes("releaser")) return toEntrants([...peers(), floor], only);
  tell("building, packing and installing releaser");
  return toEntrants([await installReleaser(place), ...peers(), floor], only);
}

interface SceneToMeasure {
  readonly packages: number;
  readonly changesets: number;
  readonly entrants: readonly Entrant[];
  readonly place: string;
  readonly runs: number;
}

async function measureScene({ packages, changesets, entrants, place, runs }: SceneToMeasure): Promise<SceneResult> {
  const dir = join(place, "scene");
  removeDir(dir);
  tell(`${packages} packages, ${changesets} changesets: writing the workspace`);
  writeScene(sceneOf({ packages, changesets, tags, seed: 1, faults: 0 }), dir);
  const measured = await measure(entrants, {
    runs,
    run: ({ name, command }) => {
      const ran = runTimed(command, dir);
      tell(`${packages} packages, ${changesets} changesets: ${name} ${Math.round(ran.milliseconds)} ms`);
      return ran;
    },
    peak: async ({ command }) => await peakMemory(command, dir),
  });
  return { packages, changesets, measured };
}

function readMachine(): Machine {
  return {
    platform: `${process.platform} ${process.arch}`,
    memory: totalmem(),
    node: process.versions.node,
  };
}

await bench(parseBenchOptions(process.argv.slice(2)));
