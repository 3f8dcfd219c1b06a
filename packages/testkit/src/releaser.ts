import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { hasErrorCode } from "@releaser/core";
import { cleanEnv } from "./clean-env.ts";
import { repositoryRoot } from "./repository-root.ts";

export interface ReleaserOptions {
  readonly cwd?: string;
  /** Added to the clean environment; `undefined` takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** What is typed when a question shows, one after the other; standard input stays open until the last was asked. */
  readonly answers?: readonly (readonly [question: RegExp, answer: string])[];
  /** Milliseconds, after which the whole process group is killed; 120,000 by default. */
  readonly timeout?: number;
}

export interface ReleaserResult {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line that is still running, the leader of its own process group. */
export interface RunningReleaser {
  readonly pid: number;
  readonly done: Promise<ReleaserResult>;
  /** Resolves with the first line of either stream that matches, already printed or not; rejects when it ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** Signals the process, or with `group` all of its descendants too. Nothing happens where it has ended. */
  kill(signal: NodeJS.Signals, options?: { readonly group?: boolean }): void;
}

/** The built command line, as users have it; it is built where its sources are newer, before the end-to-end tests. */
export const builtReleaser: string = join(repositoryRoot, "packages/cli/dist/bin.js");

/** Compiled code, so that the many starts of the command line in tests take half the time. */
const compileCache = join(repositoryRoot, "node_modules/.cache/releaser-tests");

/** Runs the command line as a whole process and gives what it said, whatever its exit code. */
export async function releaser(args: readonly string[], options: ReleaserOptions = {}): Promise<ReleaserResult> {
  return await startReleaser(args, options).done;
}

/** Starts the command line and hands it over while it runs; what is left of it is killed when the test ends. */
export function startReleaser(args: readonly string[], options: ReleaserOptions = {}): RunningReleaser {
  return startProgram([process.execPath, builtReleaser, ...args], {
    ...options,
    env: { NODE_COMPILE_CACHE: compileCache, ...options.env },
  });
}

/** The same for any program, by path or name. */
export function startProgram(
  [program, ...args]: readonly [string, ...string[]],
  options: ReleaserOptions = {},
): RunningReleaser {
  const child = spawn(program, args, {
    cwd: options.cwd ?? process.cwd(),
    env: cleanEnv(options.env),
    detached: true,
    timeout: 0,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} cannot be started`);
  const stop = (): void => signalGroup(pid, "SIGKILL");
  const timer = setTimeout(stop, options.timeout ?? 120_000);
  child.stdin.on("error", () => {});
  const spoken = listen(child);
  void type(child.stdin, spoken, options);
  const done = ended(child, spoken).finally(() => clearTimeout(timer));
  onTestFinished(stop);
  return {
    pid,
    done,
    line: (pattern) => spoken.line(pattern),
    kill: (signal, { group = false } = {}) => (group ? signalGroup(pid, signal) : void child.kill(signal)),
  };
}

async function type(stdin: Writable, spoken: Spoken, { input = "", answers = [] }: ReleaserOptions): Promise<void> {
  stdin.write(input);
  for (const [question, answer] of answers) {
    if (!(await spoken.line(question).catch(() => false))) break;
    stdin.write(answer);
  }
  stdin.end();
}

interface Spoken {
  readonly text: Record<"stderr" | "stdout", string>;
  readonly closed: Promise<void>;
  line(pattern: RegExp): Promise<string>;
}

function listen(child: ChildProcess): Spoken {
  const text = { stdout: "", stderr: "" };
  const closed = new Promise<void>((resolve) => void child.once("close", () => resolve()));
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (chunk: string) => void (text[stream] += chunk));
  }
  const find = (pattern: RegExp): string | undefined =>
    `${text.stdout}\n${text.stderr}`.split("\n").find((line) => pattern.test(line));
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = find(pattern);
      if (found !== undefined) return found;
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`ended without ${pattern}:\n${text.stdout}${text.stderr}`);
      }
      await new Promise((resolve) => void setTimeout(resolve, 5));
    }
  };
  return { text, closed, line };
}

async function ended(child: ChildProcess, spoken: Spoken): Promise<ReleaserResult> {
  await spoken.closed;
  return { code: child.exitCode ?? undefined, signal: child.signalCode ?? undefined, ...spoken.text };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!hasErrorCode(error, "ESRCH")) throw error;
  }
}
