import type { Locked } from "@releaser/core";
import type { Files } from "./files.ts";
import { parseLockfile } from "./parse-lockfile.ts";
import { scanLockfile } from "./scan-lockfile.ts";

/** The first format whose importers hold their specifiers beside the versions. */
const firstVersion = 6;

/** What a `pnpm-lock.yaml` repeats of manifests and catalogs. */
export function readLocked(files: Files, file: string): Locked {
  return toLocked(files.read(file) ?? "", file);
}

/**
 * The same from its text. Of several documents the last one is the workspace's: pnpm writes its own dependencies before it.
 * Lines are scanned; only a text that pnpm would not write is parsed as YAML, without the packages, which take the longest.
 */
export function toLocked(text: string, file: string): Locked {
  const all = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  const conflict = all.indexOf("\n<<<<<<< ");
  if (conflict !== -1) return unread(file, "holds the marks of a merge conflict", countBreaks(all, conflict + 1) + 1);
  const start = all.lastIndexOf("\n---\n") + 1;
  const before = countBreaks(all, start);
  const cut = all.indexOf("\npackages:\n", start);
  const document = all.slice(start, cut === -1 ? undefined : cut + 1);
  const parts = scanLockfile(document) ?? parseLockfile(document);
  if ("problem" in parts) return unread(file, `is no lockfile that pnpm reads: ${parts.problem}`, before + parts.line);
  const known = Number(parts.version) >= firstVersion;
  return { file, ...parts, importers: known ? movedBy(before, parts.importers) : undefined, invalid: [] };
}

function movedBy(lines: number, importers: Locked["importers"]): Locked["importers"] {
  if (lines === 0 || importers === undefined) return importers;
  return new Map([...importers].map(([dir, importer]) => [dir, { ...importer, line: importer.line + lines }]));
}

function unread(file: string, reason: string, line: number): Locked {
  return {
    file,
    version: undefined,
    importers: undefined,
    catalogs: new Map(),
    invalid: [{ at: { file, line }, reason }],
  };
}

function countBreaks(text: string, end: number): number {
  return text.slice(0, end).split("\n").length - 1;
}
