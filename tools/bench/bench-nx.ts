import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { openTempDir, removeDir, repositoryRoot } from "@releaser/testkit";
import { runCommand } from "../check/run-command.ts";
import type { Entrant } from "./entrant.ts";
import { measure } from "./measure.ts";
import { writeNxScene } from "./nx-scene.ts";
import { withSection } from "./page-section.ts";
import { packingRatio, renderPacking } from "./render-packing.ts";
import { benchEnv, runTimed } from "./run-timed.ts";

const packages = 200;
/** In batches nx has to take less than a fifth of the time. */
const bound = 0.2;
const quarterOfAnHour = 900_000;

/** Measures `nx run-many -t release` with and without batches; tells the section of the page, and writes it where it shall. */
async function benchNx({ runs, write }: { readonly runs: number; readonly write: boolean }): Promise<boolean> {
  const place = openTempDir();
  const load = loadavg()[0] ?? 0;
  try {
    const dir = writeNxScene(place, packages);
    const env = nxEnv(dir);
    const measured = await measure(toEntrants(dir), {
      runs,
      run: ({ command }) => runTimed(command, dir, { env, atMost: quarterOfAnHour }),
      peak: () => Promise.resolve(undefined),
    });
    const date = new Date().toISOString().slice(0, 10);
    const section = renderPacking({ date, runs, load, cores: availableParallelism(), packages, measured });
    process.stdout.write(section);
    if (write) await writePage(section);
    return packingRatio(measured) <= bound;
  } finally {
    removeDir(place);
  }
}

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

async function writePage(section: string): Promise<void> {
  const page = join(repositoryRoot, "docs/benchmarks.md");
  writeFileSync(page, withSection(readFileSync(page, "utf8"), section, "Again"));
  await runCommand(["oxfmt", page]);
}

const { values } = parseArgs({
  options: { runs: { type: "string", default: "1" }, write: { type: "boolean", default: false } },
});
process.exitCode = (await benchNx({ runs: Number(values.runs), write: values.write })) ? 0 : 1;
