import { join } from "node:path";
import { fixture, fixturesAvailable } from "@releaser/testkit";
import { peers } from "../peers/contenders.ts";
import type { Entrant, Ran } from "./entrant.ts";
import { installReleaser } from "./install-releaser.ts";
import { measure } from "./measure.ts";
import { type PlannedScene, planningRatio, renderPlanning } from "./render-planning.ts";
import { runBench } from "./run-bench.ts";
import { runTimed } from "./run-timed.ts";
import { sceneOf } from "./scene.ts";
import { tell } from "./tell.ts";
import { writeScene } from "./write-scene.ts";

/** The real workspace with the most packages. */
const largest = { id: "sveltejs__kit", title: "SvelteKit, 68 packages" };

await runBench({ runs: 7 }, async ({ place, counts: { runs }, circumstances }) => {
  const entrants = await openEntrants(place);
  const made = join(place, "made");
  writeScene(sceneOf({ packages: 1000, changesets: 100, tags: 3, seed: 1, faults: 0 }), made);
  const scenes = [await measureScene("1,000 packages, 100 changesets pending", made, { entrants, runs })];
  if (fixturesAvailable) {
    const dir = fixture(largest.id, { dir: join(place, "real") });
    scenes.push(await measureScene(largest.title, dir, { entrants, runs }));
  } else tell("the real workspaces in ../shared/fixtures are absent, so none is measured");
  return {
    section: renderPlanning({ ...circumstances, scenes }),
    holds: scenes.every((scene) => planningRatio(scene) <= 1),
  };
});

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
    tell(`${title}: ${name} ${Math.round(ran.milliseconds)} ms`);
    // Skew of a workspace that is not ours is told beside its plan, which is whole.
    return ran.code === 7 ? { ...ran, code: 0 } : ran;
  };
  return { title, measured: await measure(entrants, { runs, run, peak: () => Promise.resolve(undefined) }) };
}
