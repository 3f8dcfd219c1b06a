import {
  closeSync,
  fchmodSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FileChange } from "@releaser/skew/fix";
import { failures } from "../failures.ts";
import { lookAt } from "./look-at.ts";

/**
 * Writes files as planned. Each is replaced in one step and keeps its mode, a new one never takes the place of another, and
 * nothing is replaced before everything is prepared. Throws `E_FIX_WRITE`, which names what is written and what is not.
 */
export function writeFiles(root: string, files: readonly FileChange[]): void {
  const prepared: string[] = [];
  const written: string[] = [];
  const each = (act: (change: FileChange) => void): void => {
    for (const change of files) {
      try {
        act(change);
      } catch (error) {
        throw toFailure(error, { file: change.file, files, written });
      }
    }
  };
  try {
    each((change) => {
      prepare(root, change, prepared);
    });
    each((change) => requireUnchanged(root, change));
    each((change) => {
      replace(root, change);
      written.push(change.file);
    });
  } finally {
    for (const path of prepared) rmSync(path, { force: true });
  }
}

interface Stopped {
  readonly file: string;
  readonly files: readonly FileChange[];
  readonly written: readonly string[];
}

function toFailure(error: unknown, { file, files, written }: Stopped): unknown {
  if (!(error instanceof Error)) return error;
  const left = files.map((change) => change.file).filter((name) => !written.includes(name));
  return failures.E_FIX_WRITE({ file, why: error.message, written: [...written], left });
}

/** Names the file that it makes as soon as it is its own, so that it is taken away also where what follows fails. */
function prepare(root: string, { file, before, after }: FileChange, prepared: string[]): void {
  const path = beside(root, file);
  mkdirSync(dirname(path), { recursive: true });
  const made = openSync(path, "wx");
  prepared.push(path);
  try {
    writeFileSync(made, after);
    // The umask would take bits away from the mode that a file is made with.
    if (before !== undefined) fchmodSync(made, statSync(join(root, file)).mode & 0o7777);
  } finally {
    closeSync(made);
  }
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

function beside(root: string, file: string): string {
  return join(root, dirname(file), `.${basename(file)}.${process.pid}.releaser`);
}
