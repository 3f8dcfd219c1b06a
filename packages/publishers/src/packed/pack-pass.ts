import type { Exec, ExecResult } from "@releaser/core";
import { failures } from "../failures.ts";
import { packerEnv } from "../npm/packer-env.ts";
import type { ProgramCommand } from "./package-manager-command.ts";

/** What is packed, how, and where the tarballs of this pass are put. */
export interface PackPass {
  readonly root: string;
  /** `dir` is absolute. */
  readonly packages: readonly { readonly name: string; readonly version: string; readonly dir: string }[];
  /** An empty folder, absolute. */
  readonly destination: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ignoreScripts: boolean;
  readonly signal?: AbortSignal;
}

/** Runs a packer in a folder, without the credentials of a release. Throws `E_PACK_FAILED` with its own last words where it exits with an error. */
export async function runPacker(
  pass: PackPass,
  command: ProgramCommand,
  options: { readonly cwd: string; readonly env: PackPass["env"] },
): Promise<void> {
  const { exec, signal } = pass;
  const ran = await exec(command.program, command.args, {
    ...options,
    env: packerEnv(options.env),
    ...(signal && { signal }),
  });
  signal?.throwIfAborted();
  if (ran.code !== 0) throw failures.E_PACK_FAILED({ command: wordsOf(command), why: lastWords(ran) });
}

function wordsOf({ program, args }: ProgramCommand): string {
  return [program, ...args].map((word) => (/^[\w./:@=-]+$/u.test(word) ? word : JSON.stringify(word))).join(" ");
}

const longestWords = 2000;

function lastWords({ stdout, stderr, code }: ExecResult): string {
  const errors = `${stdout}\n${stderr}`
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^(?:npm warn|npm notice)/u.test(line));
  return `exit ${code ?? "by a signal"}: ${errors.join("\n").slice(-longestWords)}`;
}
