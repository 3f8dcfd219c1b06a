import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Workspace } from "@releaser/core";
import type { Context } from "../context.ts";
import { ensureOwnFolder, writeShared } from "./own-folder.ts";

/**
 * npx refuses to start in a folder whose devEngines ask for another Node, so it is asked from elsewhere where pnpm lies;
 * once, because it takes longer to answer than most of what pnpm is called for.
 */
const standIn = `#!/bin/sh
known=$(dirname "$0")/pnpm.path
if ! [ -x "$(cat "$known" 2>/dev/null)" ]; then
  (cd / && npx -y --package=pnpm@12 -c 'command -v pnpm') >"$known.$$" && mv "$known.$$" "$known" || exit 1
fi
exec "$(cat "$known")" "$@"
`;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The environment with pnpm on PATH for a workspace that needs it: gates, installs and packing call it by name. Where PATH
 * has none, a script stands in, which asks npx for it.
 */
export function withPackageManager(
  env: Env,
  { packageManager, ...place }: Pick<Context, "aside" | "root"> & Pick<Workspace, "packageManager">,
): Env {
  if (packageManager !== "pnpm" || process.platform === "win32" || isOnPath("pnpm", env)) return env;
  const folder = ensureOwnFolder(place, "bin");
  writeShared(join(folder, "pnpm"), standIn, 0o755);
  return { ...env, PATH: [env["PATH"], folder].filter(Boolean).join(delimiter) };
}

function isOnPath(program: string, env: Env): boolean {
  return (env["PATH"] ?? "")
    .split(delimiter)
    .some((folder) => folder.startsWith("/") && existsSync(join(folder, program)));
}
