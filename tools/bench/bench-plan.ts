import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fixture, fixturesAvailable, openTempDir, removeDir, repositoryRoot } from "@releaser/testkit";
import { runCommand } from "../check/run-command.ts";
import { peers } from "../peers/contenders.ts";
import type { Entrant, Ran } from "./entrant.ts";
import { installReleaser } from "./install-releaser.ts";
import { measure } from "./measure.ts";
import { withSection } from "./page-section.ts";
import { type PlannedScene, planningRatio, renderPlanning } from "./render-planning.ts";
import { runTimed } from "./run-timed.ts";
import { sceneOf } from "./scene.ts";
import { writeScene } from "./write-scene.ts";

/** The real workspace with the most packages. */
const largest = { id: "sveltejs__kit", title: "SvelteKit, 68 packages" };

/** Measures planning beside Changesets; tells the section of the page, and writes it where it shall. */
async function benchPlan({ runs, write }: { readonly runs: number; readonly write: boolean }): Promise<boolean> {
  const place = openTempDir();
  const load = loadavg()[0] ?? 0;
  try {
    const entrants = await openEntrants(place);
    const made = join(place, "made");
    writeScene(sceneOf({ packages: 1000, changesets: 100, tags: 3, seed: 1, faults: 0 }), made);
    const scenes = [await measureScene("1,000 packages, 100 changesets pending", made, { entrants, runs })];
    if (fixturesAvailable) {
      const dir = fixture(largest.id, { dir: join(place, "real") });
      scenes.push(await measureScene(largest.title, dir, { entrants, runs }));
    } else process.stderr.write("the real workspaces in ../shared/fixtures are absent, so none is measured\n");
    const date = new Date().toISOString().slice(0, 10);
    const section = renderPlanning({ date, runs, load, cores: availableParallelism(), scenes });
    process.stdout.write(section);
    if (write) await writePage(section);
    return scenes.every((scene) => planningRatio(scene) <= 1);
  } finally {
    removeDir(place);
  }
}

async function openEntrants(place: string): Promise<readonly Entrant[]> {
  const releaser = await installReleaser(place);
  const [node, bin = ""] = releaser.command;
  return [
    { ...releaser, name: "releaser", command: [node, bin, "plan", "--json"], clean: /"schema": "release-plan\.v1"/u },
    ...peers()
      .filter(({ name }) => name.startsWith("changesets"))
      .map((one) => ({ ...one, clean: /packages to be bumped/iu })),
  ];
}

interface Measuring {
  readonly entrants: readonly Entrant[];
  readonly runs: number;
}

async function measureScene(title: string, dir: string, { entrants, runs }: Measuring): Promise<PlannedScene> {
  const run = ({ name, command }: Entrant): Ran => {
    const ran = runTimed(command, dir);
    process.stderr.write(`${title}: ${name} ${Math.round(ran.milliseconds)} ms\n`);
    // Skew of a workspace that is not ours is told beside its plan, which is whole.
    return ran.code === 7 ? { ...ran, code: 0 } : ran;
  };
  return { title, measured: await measure(entrants, { runs, run, peak: () => Promise.resolve(undefined) }) };
}

async function writePage(section: string): Promise<void> {
  const page = join(repositoryRoot, "docs/benchmarks.md");
  writeFileSync(page, withSection(readFileSync(page, "utf8"), section, "Again"));
  await runCommand(["oxfmt", page]);
}

const { values } = parseArgs({
  options: { runs: { type: "string", default: "7" }, write: { type: "boolean", default: false } },
});
process.exitCode = (await benchPlan({ runs: Number(values.runs), write: values.write })) ? 0 : 1;
