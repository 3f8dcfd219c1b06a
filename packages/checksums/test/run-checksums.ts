import { join } from "node:path";
import { validateDocument } from "@releaser/gates";
import { cleanEnv, type ReleaserResult, repositoryRoot, startProgram } from "@releaser/testkit";
import { expect } from "vitest";
import type { Edges } from "../src/command/edges.ts";
import { main } from "../src/command/main.ts";
import { runProgram } from "../src/run-program.ts";
import type { ChecksumReport } from "../src/command/report.ts";

const bin = join(repositoryRoot, "packages/checksums/src/bin.ts");

/** Runs `releaser-checksums` as a process. */
export async function checksums(args: readonly string[], cwd: string): Promise<ReleaserResult> {
  const ran = await startProgram([process.execPath, bin, ...args], { cwd }).done;
  expect(ran.stdout + ran.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/mu);
  return ran;
}

/** The command line within this process, with `--json`: its one document, which fits its contract and states the exit code. */
export async function report(
  args: readonly string[],
  cwd: string,
  edges: Partial<Edges> = {},
): Promise<ChecksumReport> {
  const said: string[] = [];
  const code = await main([...args, "--json"], {
    stdout: (text) => void said.push(text),
    stderr: (text) => expect(text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/mu),
    env: cleanEnv(),
    cwd,
    fetch,
    exec: runProgram,
    clock: { now: () => new Date(), elapsed: () => performance.now(), sleep: () => Promise.resolve() },
    ...edges,
  });
  const document = JSON.parse(said.join("")) as ChecksumReport;
  expect(validateDocument(join(repositoryRoot, ".sentinel"), "checksum-report.v1", document)).toEqual([]);
  expect(document.exit).toBe(code);
  return document;
}
