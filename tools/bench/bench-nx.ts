import { delimiter, dirname, join } from "node:path";
import type { Entrant } from "./entrant.ts";
import { measure } from "./measure.ts";
import { writeNxScene } from "./nx-scene.ts";
import { packingRatio, renderPacking } from "./render-packing.ts";
import { runBench } from "./run-bench.ts";
import { benchEnv, runTimed } from "./run-timed.ts";

const packages = 200;
/** In batches nx has to take less than a fifth of the time. */
const bound = 0.2;
const quarterOfAnHour = 900_000;

/** Packing with and without batches. */
await runBench({ runs: 1 }, async ({ place, counts: { runs }, circumstances }) => {
  const dir = writeNxScene(place, packages);
  const env = nxEnv(dir);
  const measured = await measure(toEntrants(dir), {
    runs,
    run: ({ command }) => runTimed(command, dir, { env, atMost: quarterOfAnHour }),
    peak: () => Promise.resolve(undefined),
  });
  return {
    section: renderPacking({ ...circumstances, packages, measured }),
    holds: packingRatio(measured) <= bound,
  };
});

/** With the pnpm that runs this script first on PATH, so that neither way pays for finding one. */
function nxEnv(dir: string): NodeJS.ProcessEnv {
  const folders = [dirname(process.execPath), dirname(process.env["npm_execpath"] ?? ""), process.env["PATH"] ?? ""];
  return benchEnv({
    NX_NO_CLOUD: "true",
    NX_CACHE_DIRECTORY: join(dir, ".nx/cache"),
    NX_WORKSPACE_DATA_DIRECTORY: join(dir, ".nx/workspace-data"),
    PATH: folders.join(delimiter),
    npm_execpath: process.env["npm_execpath"] ?? "",
  });
}

function toEntrants(dir: string): readonly Entrant[] {
  const plain = { package: "", version: "", clean: /Successfully ran target release/u };
  const nx = join(dir, "node_modules/nx/dist/bin/nx.js");
  const command = [process.execPath, nx, "run-many", "-t", "release", "--skip-nx-cache"] as const;
  return [
    { ...plain, name: "together", command },
    { ...plain, name: "one by one", command: [...command, "--batch=false"] },
  ];
}
