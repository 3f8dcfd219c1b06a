import type { PackageManager, Workspace } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";

const commands: Readonly<Record<PackageManager, readonly string[]>> = {
  pnpm: ["pnpm", "install", "--frozen-lockfile", "--prefer-offline"],
  npm: ["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"],
  yarn: ["yarn", "install", "--immutable"],
  bun: ["bun", "install", "--frozen-lockfile"],
};

/** Installs what the lockfile of a checkout says; nothing where it has none. Throws `E_INSTALL` with the package manager's own words. */
export async function installDependencies(
  { exec, env, signal }: Pick<Context, "env" | "exec" | "signal">,
  workspace: Workspace,
): Promise<void> {
  if (workspace.lockfile === undefined) return;
  const [program = "npm", ...args] = commands[workspace.packageManager ?? "npm"];
  const result = await exec(program, args, {
    cwd: workspace.root,
    env: { ...env, pnpm_config_pm_on_fail: "ignore" },
    signal,
  });
  if (result.code === 0) return;
  const why = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-15).join("\n");
  throw failures.E_INSTALL({ command: [program, ...args].join(" "), why });
}
