import type { Exec, ExecResult, Git, GitOptions } from "@releaser/core";
import { gitEnv } from "./child-env.ts";
import { failures } from "../failures.ts";
import { openExec } from "./open-exec.ts";
import { readsObjects, RememberedObjects } from "./remembered-objects.ts";

/** What every call of git carries, so that no configuration of a repository runs a program. */
export const hardening: readonly string[] = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "gpg.format=ssh",
  "gpg.ssh.program=ssh-keygen",
  "protocol.ext.allow=never",
  "log.showSignature=false",
  "core.quotePath=false",
].flatMap((setting) => ["-c", setting]);

export interface OpenGitOptions {
  readonly exec?: Exec;
  /** Milliseconds that one call may wait for a remote; ten minutes unless told. Git itself waits for ever for an answer that broke off. */
  readonly patience?: number;
  /** What was read of objects before; nothing unless given. */
  readonly objects?: RememberedObjects;
}

/** What talks to a remote. */
const talking: ReadonlySet<string> = new Set(["fetch", "ls-remote", "push"]);

/**
 * Git in a folder, hardened: without a shell, hooks, prompts or foreign `GIT_*`. `options.env` is added to that environment.
 * Throws `E_GIT` with git's own words, redacted: exit 2 where the folder is no repository or git is not installed, 5 otherwise.
 */
export function openGit(dir: string, given: OpenGitOptions = {}): Git {
  const { exec = openExec(), patience = 600_000, objects = new RememberedObjects() } = given;
  const run = async (args: readonly string[], options: GitOptions = {}): Promise<ExecResult> => {
    const unchanging = readsObjects(args) && Object.keys({ ...options.env }).length === 0;
    const known = unchanging ? objects.get(dir, args) : undefined;
    if (known !== undefined) return known;
    const timeout = talking.has(verb(args)) ? patience : undefined;
    const result = await start({ exec, dir, timeout }, { args, options });
    if (unchanging) objects.keep(dir, args, result);
    if (result.code !== undefined && (options.accept ?? [0]).includes(result.code)) return result;
    throw failures.E_GIT(toDetails(args, result, timeout));
  };
  return {
    dir,
    run,
    text: async (args, options) => (await run(args, options)).stdout.replace(/\r?\n$/u, ""),
    in: (other) => openGit(other, { ...given, exec, objects }),
  };
}

interface Call {
  readonly args: readonly string[];
  readonly options: GitOptions;
}

interface Starting {
  readonly exec: Exec;
  readonly dir: string;
  readonly timeout: number | undefined;
}

async function start({ exec, dir, timeout }: Starting, { args, options }: Call): Promise<ExecResult> {
  const { accept: _, env, ...rest } = options;
  try {
    return await exec("git", [...hardening, ...args], {
      ...rest,
      cwd: dir,
      env: { ...gitEnv(process.env), ...env },
      ...(timeout !== undefined && { timeout }),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw failures.E_GIT(
      { command: verb(args), said: `git cannot be started in ${dir}: ${error.message}`, repository: false },
      { cause: error },
    );
  }
}

function toDetails(
  args: readonly string[],
  result: ExecResult,
  timeout: number | undefined,
): { command: string; said: string; repository: boolean } {
  const words = (result.stderr.trim() || result.stdout.trim()).slice(0, 4000);
  const ended = result.code === undefined ? "it was stopped" : `exit code ${result.code}`;
  const late = result.timedOut ? `the remote did not answer within ${(timeout ?? 0) / 1000} s. ` : "";
  return { command: verb(args), said: late + (words || ended), repository: !words.includes("not a git repository") };
}

/** The subcommand alone: arguments may hold addresses and messages. */
function verb(args: readonly string[]): string {
  return args.find((arg, index) => !arg.startsWith("-") && args[index - 1] !== "-c" && args[index - 1] !== "-C") ?? "";
}
