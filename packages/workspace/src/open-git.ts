import type { Exec, ExecResult, Git, GitOptions } from "@releaser/core";
import { gitEnv } from "./child-env.ts";
import { failures } from "./failures.ts";
import { openExec } from "./open-exec.ts";

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

/**
 * Git in a folder, hardened: without a shell, hooks, prompts or foreign `GIT_*`. `options.env` is added to that environment.
 * Throws `E_GIT` with git's own words, redacted: exit 2 where the folder is no repository or git is not installed, 5 otherwise.
 */
export function openGit(dir: string, exec: Exec = openExec()): Git {
  const run = async (args: readonly string[], options: GitOptions = {}): Promise<ExecResult> => {
    const result = await start(exec, dir, { args, options });
    if (result.code !== undefined && (options.accept ?? [0]).includes(result.code)) return result;
    throw failures.E_GIT(toDetails(args, result));
  };
  return {
    dir,
    run,
    text: async (args, options) => (await run(args, options)).stdout.replace(/\r?\n$/u, ""),
    in: (other) => openGit(other, exec),
  };
}

interface Call {
  readonly args: readonly string[];
  readonly options: GitOptions;
}

async function start(exec: Exec, dir: string, { args, options }: Call): Promise<ExecResult> {
  const { accept: _, env, ...rest } = options;
  try {
    return await exec("git", [...hardening, ...args], { ...rest, cwd: dir, env: { ...gitEnv(process.env), ...env } });
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
): { command: string; said: string; repository: boolean } {
  const words = (result.stderr.trim() || result.stdout.trim()).slice(0, 4000);
  const ended = result.code === undefined ? "it was stopped" : `exit code ${result.code}`;
  return { command: verb(args), said: words || ended, repository: !words.includes("not a git repository") };
}

/** The subcommand alone: arguments may hold addresses and messages. */
function verb(args: readonly string[]): string {
  return args.find((arg, index) => !arg.startsWith("-") && args[index - 1] !== "-c" && args[index - 1] !== "-C") ?? "";
}
