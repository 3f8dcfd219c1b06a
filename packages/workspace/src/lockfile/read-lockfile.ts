import type { PackageManager } from "@releaser/core";
import type { Files } from "../files.ts";

const lockfiles: readonly (readonly [PackageManager, string])[] = [
  ["pnpm", "pnpm-lock.yaml"],
  ["yarn", "yarn.lock"],
  ["npm", "package-lock.json"],
  ["npm", "npm-shrinkwrap.json"],
  ["bun", "bun.lock"],
  ["bun", "bun.lockb"],
];

/** What installs here: as `packageManager` names it, else by the lockfile, else pnpm where a workspace file of pnpm stands. */
export function readPackageManager(files: Files, field: unknown): PackageManager | undefined {
  const [, said] = /^(bun|npm|pnpm|yarn)@/u.exec(typeof field === "string" ? field : "") ?? [];
  const stated = lockfiles.find(([manager]) => manager === said)?.[0];
  const names = new Set(files.list(".").map(({ name }) => name));
  return (
    stated ??
    lockfiles.find(([, file]) => names.has(file))?.[0] ??
    (names.has("pnpm-workspace.yaml") ? "pnpm" : undefined)
  );
}

const headers =
  /^\s*(?:[#{}].*|lockfileVersion:.*|"?lockfileVersion"?:.*|\{"lockfileVersion":\s*\d+\}|__metadata:.*|version:.*|cacheKey:.*|settings:.*|autoInstallPeers:.*|excludeLinksFromLockfile:.*|)$/u;
const certainlyFilled = 4096;

/** The lockfile of what installs here, where it locks something: one that holds nothing but its header counts as none. */
export function readLockfile(files: Files, manager: PackageManager | undefined): string | undefined {
  const own = lockfiles.filter(([owner]) => owner === manager || manager === undefined);
  return own.map(([, file]) => file).find((file) => isFilled(files, file));
}

function isFilled(files: Files, file: string): boolean {
  if ((files.size?.(file) ?? 0) > certainlyFilled) return true;
  return (files.read(file) ?? "").split(/\r?\n/u).some((line) => !headers.test(line));
}
