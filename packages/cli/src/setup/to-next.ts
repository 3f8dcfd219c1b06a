import type { PackageManager } from "@releaser/core";
import { toTyped } from "./render-setup.ts";
import type { Setup } from "./setup.ts";

/** How a script of the root is started. */
const starters: Readonly<Record<PackageManager, string>> = {
  pnpm: "pnpm releaser",
  npm: "npm run releaser --",
  yarn: "yarn releaser",
  bun: "bun run releaser",
};

/** What to type once the files are written: a rehearsal is of what is committed. */
export function toNext(
  { changes, commands }: Setup,
  done: { readonly packageManager: PackageManager; readonly installed: boolean },
): string {
  const rehearse = `${starters[done.packageManager]} rehearse`;
  const steps = [
    ...(done.installed ? [] : commands.map((command) => toTyped(command))),
    ...(changes.length === 0 && (done.installed || commands.length === 0) ? [] : ["commit"]),
    rehearse,
  ];
  return steps.join(", then ");
}
