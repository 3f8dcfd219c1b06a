import type { PackageManager } from "@releaser/core";
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
  const isLeft = !done.installed && commands.length > 0;
  const isChanged = changes.length > 0 || commands.length > 0;
  const before = [...(isLeft ? ["run the command above"] : []), ...(isChanged ? ["commit"] : [])];
  const rehearse = `${starters[done.packageManager]} rehearse`;
  return before.length === 0 ? rehearse : `${before.join(", ")}, then ${rehearse}`;
}
