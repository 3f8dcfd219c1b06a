import type { Locked } from "@releaser/core";
import type { Files } from "../files.ts";
import { parseLockfile } from "./parse-lockfile.ts";
import { repeatsManifests } from "./repeats-manifests.ts";
import { scanCatalogs, scanLockfile, versionOf } from "./scan-lockfile.ts";

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
  const start = all.lastIndexOf("\n---\n") + 1;
  const cut = all.indexOf("\npackages:\n", start);
  const document = all.slice(start, cut === -1 ? undefined : cut + 1);
  let held: Read | undefined;
  const read = (): Read =>
    (held ??=
      conflict === -1
        ? readDocument(document, { file, before: countBreaks(all, start) })
        : unread(file, "holds the marks of a merge conflict", countBreaks(all, conflict + 1) + 1));
  return {
    file,
    repeats: (packages) =>
      conflict === -1 && Number(versionOf(document)) >= firstVersion && repeatsManifests(document, packages),
    get version() {
      return conflict === -1 ? (versionOf(document) ?? read().version) : undefined;
    },
    get importers() {
      return read().importers;
    },
    get catalogs() {
      return (held === undefined && conflict === -1 ? scanCatalogs(document) : undefined) ?? read().catalogs;
    },
    get invalid() {
      return read().invalid;
    },
  };
}

type Read = Omit<Locked, "file" | "repeats">;

function readDocument(document: string, { file, before }: { readonly file: string; readonly before: number }): Read {
  const parts = scanLockfile(document) ?? parseLockfile(document);
  if ("problem" in parts) return unread(file, `is no lockfile that pnpm reads: ${parts.problem}`, before + parts.line);
  const isKnown = Number(parts.version) >= firstVersion;
  return { ...parts, importers: isKnown ? movedBy(before, parts.importers) : undefined, invalid: [] };
}

function movedBy(lines: number, importers: Locked["importers"]): Locked["importers"] {
  if (lines === 0 || importers === undefined) return importers;
  return new Map([...importers].map(([dir, importer]) => [dir, { ...importer, line: importer.line + lines }]));
}

function unread(file: string, reason: string, line: number): Read {
  return {
    version: undefined,
    importers: undefined,
    catalogs: new Map(),
    invalid: [{ at: { file, line }, reason }],
  };
}

function countBreaks(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
