import { closeSync, fchmodSync, linkSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FileChange } from "@releaser/skew/fix";
import { failures } from "../failures.ts";
import { lookAt } from "./look-at.ts";
import { makeFolder } from "./make-folder.ts";

/**
 * Writes files as planned, all or none. Each is replaced in one step and keeps its mode, a new one never takes the place of
 * another, and nothing is replaced before everything is prepared; where one cannot be, those before it are put back. Throws
 * `E_FIX_WRITE`, which names what is written and what is not.
 */
export function writeFiles(root: string, files: readonly FileChange[]): void {
  const made: Made = { beside: [], folders: [] };
  const written: FileChange[] = [];
  const done = attempt(files, [
    (change) => prepare(root, change, made),
    (change) => requireUnchanged(root, change),
    (change) => {
      replace(root, change);
      written.push(change);
    },
  ]);
  const left = done.error === undefined ? written : written.filter((change) => !isPutBack(root, change));
  for (const path of made.beside) rmSync(path, { force: true });
  if (done.error === undefined) return;
  for (const remove of made.folders.toReversed()) remove();
  throw toFailure(done.error, { file: done.file, files, written: left.map(({ file }) => file) });
}

/** What is made for the time of writing. */
interface Made {
  /** Paths of files that are taken away in the end. */
  readonly beside: string[];
  /** Each takes away the folders that a new file needed. */
  readonly folders: (() => void)[];
}

interface Attempt {
  /** The file that a step failed at. */
  readonly file: string;
  readonly error: unknown;
}

/** Takes every file through one step before any is taken through the next. */
function attempt(files: readonly FileChange[], steps: readonly ((change: FileChange) => void)[]): Attempt {
  for (const step of steps) {
    for (const change of files) {
      try {
        step(change);
      } catch (error) {
        return { file: change.file, error };
      }
    }
  }
  return { file: "", error: undefined };
}

function toFailure(
  error: unknown,
  { file, files, written }: { file: string; files: readonly FileChange[]; written: readonly string[] },
): unknown {
  if (!(error instanceof Error)) return error;
  const left = files.map((change) => change.file).filter((name) => !written.includes(name));
  return failures.E_FIX_WRITE({ file, why: error.message, written, left });
}

/** Names each file that it makes as soon as it is its own, so that it is taken away also where what follows fails. */
function prepare(root: string, { file, before, after }: FileChange, made: Made): void {
  const path = beside(root, file);
  made.folders.push(makeFolder(dirname(path)));
  const opened = openSync(path, "wx");
  made.beside.push(path);
  try {
    writeFileSync(opened, after);
    // The umask would take bits away from the mode that a file is made with.
    if (before !== undefined) fchmodSync(opened, statSync(join(root, file)).mode & 0o7777);
  } finally {
    closeSync(opened);
  }
  if (before === undefined) return;
  linkSync(join(root, file), kept(root, file));
  made.beside.push(kept(root, file));
}

function requireUnchanged(root: string, { file, before }: FileChange): void {
  const now = lookAt(root, file);
  if (now.why !== undefined) throw new Error(now.why);
  if (now.text !== before) throw new Error(before === undefined ? "it is there already" : "it changed meanwhile");
}

function replace(root: string, { file, before }: FileChange): void {
  if (before !== undefined) renameSync(beside(root, file), join(root, file));
  // Unlike a rename, a link fails where something stands by that name.
  else linkSync(beside(root, file), join(root, file));
}

/** Whether a file is again what it was: the same one, which takes no room on the disk. */
function isPutBack(root: string, { file, before }: FileChange): boolean {
  try {
    if (before === undefined) rmSync(join(root, file));
    else renameSync(kept(root, file), join(root, file));
    return true;
  } catch {
    return false;
  }
}

function beside(root: string, file: string): string {
  return join(root, dirname(file), `.${basename(file)}.${process.pid}.releaser`);
}

/** Where the file that is replaced is kept meanwhile. */
function kept(root: string, file: string): string {
  return `${beside(root, file)}.kept`;
}
