import type { Exec, PackageManager, Workspace } from "@releaser/core";
import { failures } from "../failures.ts";

const commands: Readonly<Record<PackageManager, readonly string[]>> = {
  pnpm: ["pnpm", "install", "--lockfile-only", "--ignore-scripts"],
  npm: ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"],
  yarn: ["yarn", "install", "--mode=update-lockfile"],
  bun: ["bun", "install", "--lockfile-only"],
};

/**
 * Whether new versions show in the lockfile, of which the text is given: always for those that record members' versions, for
 * pnpm's when a literal internal range changed, and never in Yarn 1, which locks no members.
 */
export function lockfileMoves(before: Workspace, after: Workspace, text: string | undefined): boolean {
  if (text === undefined || /^# yarn lockfile v1$/mu.test(text.slice(0, 1000))) return false;
  return before.packageManager !== "pnpm" || rangesOf(before) !== rangesOf(after);
}

function rangesOf(workspace: Workspace): string {
  return workspace.members
    .flatMap(({ dir, dependencies }) => dependencies.map(({ key, raw }) => `${dir} ${key} ${raw}`))
    .join("\n");
}

/** Brings the lockfile in `workspace.root` up to its manifests. Throws `E_LOCKFILE` with the package manager's own words. */
export async function updateLockfile(
  workspace: Workspace,
  options: { exec: Exec; env: Readonly<Record<string, string | undefined>> },
): Promise<void> {
  const [program = "npm", ...args] = commands[workspace.packageManager ?? "npm"];
  const result = await options.exec(program, args, {
    cwd: workspace.root,
    env: { ...options.env, pnpm_config_pm_on_fail: "ignore" },
  });
  if (result.code === 0) return;
  throw failures.E_LOCKFILE({
    command: [program, ...args].join(" "),
    why: lastLines(`${result.stdout}\n${result.stderr}`),
  });
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-12).join("\n");
}
