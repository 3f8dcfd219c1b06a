import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

// Races of two runs for one release, each in a world of its own: `pnpm races --races 20`; a hundred unless told.
const { values } = parseArgs({ options: { races: { type: "string", default: "100" } } });
const args = ["exec", "vitest", "run", "packages/cli/test/races.e2e.test.ts"];
const ran = spawnSync("npx", ["-y", "pnpm@12", ...args], {
  stdio: "inherit",
  env: { ...process.env, RELEASER_RACES: values.races },
});
process.exitCode = ran.status ?? 1;
