import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { runCommand } from "../check/run-command.ts";
import { tell } from "./tell.ts";

const page = join(repositoryRoot, "docs/benchmarks.md");

/** Writes docs/benchmarks.md anew from what it is, formatted. */
export async function writeBenchmarks(change: (page: string) => string): Promise<void> {
  writeFileSync(page, change(readFileSync(page, "utf8")));
  await runCommand(["oxfmt", page]);
  tell("docs/benchmarks.md is written: look at it");
}
