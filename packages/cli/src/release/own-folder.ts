import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Context, ownFolder } from "../context.ts";

/** The folder `.releaser` of a repository, made so that git ignores it whatever the repository ignores; where that is only looked at, the one aside. */
export function ensureOwnFolder({ root, aside }: Pick<Context, "aside" | "root">, ...parts: readonly string[]): string {
  const folder = aside ?? join(root, ownFolder);
  mkdirSync(join(folder, ...parts), { recursive: true });
  const ignore = join(folder, ".gitignore");
  if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
  return join(folder, ...parts);
}

/** Writes a file that other runs in the same repository read meanwhile: they see the old text or the new, never half of it. */
export function writeShared(file: string, text: string, mode = 0o644): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, text, { mode });
  renameSync(next, file);
}
