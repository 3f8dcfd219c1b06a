import type { Command } from "../check/run-command.ts";
import { spawnSync } from "node:child_process";
import { cleanEnv } from "@releaser/testkit";
import type { Ran } from "./entrant.ts";

/** The environment of whatever is measured: as in CI, without colours, with what it needs beside that. */
export function benchEnv(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return cleanEnv({ CI: "1", ...more });
}

/** Milliseconds that a run may take unless told. */
export const longest = 120_000;

interface TimedOptions {
  /** `benchEnv` unless told. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds; `longest` unless told. */
  readonly atMost?: number;
}

/** Runs a program with these arguments in a folder, from start to end. */
export function runTimed([program, ...args]: Command, cwd: string, options: TimedOptions = {}): Ran {
  const { env = benchEnv(), atMost = longest } = options;
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    timeout: atMost,
    maxBuffer: 64 * 1024 * 1024,
    env,
  });
  const milliseconds = performance.now() - started;
  return { milliseconds, code: status ?? undefined, said: `${stdout}\n${stderr}\n${error?.message ?? ""}` };
}
