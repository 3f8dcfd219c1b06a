import { coreFailures, type Exec } from "@releaser/core";
import { failures } from "../failures.ts";
import { toTyped } from "./render-setup.ts";
import type { SetupCommand } from "./setup.ts";

export interface CommandEdges {
  readonly root: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Runs the commands of a set-up, one after the other. Throws `E_INSTALL` with the package manager's own words, and `E_INTERRUPTED`. */
export async function runCommands(commands: readonly SetupCommand[], edges: CommandEdges): Promise<void> {
  const { root, exec, env, signal } = edges;
  for (const command of commands) {
    const [program, ...args] = command.words;
    if (signal.aborted) throw coreFailures.E_INTERRUPTED({ id: toTyped(command) });
    // Else a pin of another pnpm would have it fetch that one first, and a CI's environment would freeze the lockfile.
    const quiet = { ...env, pnpm_config_pm_on_fail: "ignore", YARN_ENABLE_IMMUTABLE_INSTALLS: "false" };
    const result = await exec(program, args, { cwd: root, env: quiet, signal });
    if (signal.aborted) throw coreFailures.E_INTERRUPTED({ id: toTyped(command) });
    if (result.code === 0) continue;
    const why = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-15).join("\n");
    throw failures.E_INSTALL({ command: toTyped(command), why });
  }
}
