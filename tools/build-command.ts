import { execFileSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { builtReleaser, repositoryRoot } from "@releaser/testkit";

/** What the command is built from; folders too, whose times tell what was removed. */
const sources = [
  "packages/*/src/**",
  "packages/*/package.json",
  "packages/cli/tsdown.config.ts",
  "tools/*.ts",
  "pnpm-lock.yaml",
];

/** Builds the command line where it is older than what it is built from, so that the end-to-end tests run what users run. */
export default function buildCommand(): void {
  const built = changedAt(builtReleaser);
  const changed = globSync(sources, { cwd: repositoryRoot }).map((file) => changedAt(join(repositoryRoot, file)));
  if (changed.every((at) => at < built)) return;
  const tsdown = join(repositoryRoot, "node_modules/tsdown/dist/run.mjs");
  execFileSync(process.execPath, [tsdown], { cwd: join(repositoryRoot, "packages/cli"), stdio: "inherit" });
}

/** In milliseconds since 1970; never, where there is no such file. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
