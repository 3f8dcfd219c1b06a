import { accessSync, constants } from "node:fs";
import { basename, delimiter, join } from "node:path";

/** A program with the arguments that come before those of the caller. */
export interface ProgramCommand {
  readonly program: string;
  readonly args: readonly string[];
}

export interface PackageManagerOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a file can be run; asks the file system unless told. */
  readonly isExecutable?: (file: string) => boolean;
}

/**
 * How npm or pnpm is called: the one that runs this very script (`npm_execpath`), else the one on PATH, else, for pnpm,
 * the one that npx brings (`npx -y pnpm@12`). Only absolute folders of PATH are looked at.
 */
export function packageManagerCommand(name: "npm" | "pnpm", options: PackageManagerOptions): ProgramCommand {
  const { env, isExecutable = canRun } = options;
  const running = env["npm_execpath"];
  if (running !== undefined && running !== "" && isOf(name, running)) return toCommand(running);
  const onPath = findOnPath(name, { env, isExecutable });
  if (onPath !== undefined) return { program: onPath, args: [] };
  const npx = findOnPath("npx", { env, isExecutable }) ?? "npx";
  return name === "npm" ? { program: "npm", args: [] } : { program: npx, args: ["-y", "pnpm@12"] };
}

function isOf(name: string, file: string): boolean {
  const base = basename(file).replace(/\.(?:c|m)?js$|\.exe$/u, "");
  return base === name || base === `${name}-cli`;
}

function toCommand(file: string): ProgramCommand {
  return /\.[cm]?js$/u.test(file) ? { program: process.execPath, args: [file] } : { program: file, args: [] };
}

function findOnPath(name: string, options: Required<PackageManagerOptions>): string | undefined {
  const folders = (options.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder.startsWith("/") || /^[A-Za-z]:[\\/]/u.test(folder));
  const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  return folders.flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix))).find(options.isExecutable);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
