import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { openTempDir, removeDir, repositoryRoot } from "@releaser/testkit";
import { runCommand } from "../check/run-command.ts";
import { peers } from "../peers/contenders.ts";
import { type BenchOptions, parseBenchOptions } from "./bench-options.ts";
import { type Entrant, floor, toEntrants } from "./entrant.ts";
import { installReleaser } from "./install-releaser.ts";
import { measure } from "./measure.ts";
import { sectionOf, withSection } from "./page-section.ts";
import { peakMemory } from "./peak-memory.ts";
import { type Machine, renderBenchmarks, renderTables, type SceneResult } from "./render-benchmarks.ts";
import { publicationHeading } from "./render-publication.ts";
import { recordingHeading } from "./render-recording.ts";
import { runTimed } from "./run-timed.ts";
import { sceneOf } from "./scene.ts";
import { writeScene } from "./write-scene.ts";

const pending = [0, 20] as const;
const tags = 3;

/** Measures what was asked for, tells the tables, and writes the page where it shall. */
async function bench(options: BenchOptions): Promise<void> {
  const machine = readMachine();
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
    if (options.write) await writePage({ machine, results, runs: options.runs });
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
    cores: availableParallelism(),
    memory: totalmem(),
    load: loadavg()[0] ?? 0,
    node: process.versions.node,
  };
}

interface PageFacts {
  readonly machine: Machine;
  readonly results: readonly SceneResult[];
  readonly runs: number;
}

async function writePage(facts: PageFacts): Promise<void> {
  const page = join(repositoryRoot, "docs/benchmarks.md");
  const old = readFileSync(page, "utf8");
  const others = [recordingHeading, publicationHeading].flatMap((heading) => sectionOf(old, heading) ?? []);
  const text = renderBenchmarks({ ...facts, tags, date: new Date().toISOString().slice(0, 10) });
  writeFileSync(
    page,
    others.reduce((written, section) => withSection(written, section, "Again"), text),
  );
  await runCommand(["oxfmt", page]);
  tell("docs/benchmarks.md is written: look at it");
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

await bench(parseBenchOptions(process.argv.slice(2)));
