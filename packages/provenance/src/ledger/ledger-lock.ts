import { linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { randomUUID } from "node:crypto";
import { type Clock, hasErrorCode } from "@releaser/core";
import { failures } from "../failures.ts";

export interface LockOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Whether a lock whose holder does not live any more is taken away. */
  readonly breakLock: boolean;
}

/**
 * Does something while no other process does it for the same file, told by `<file>.lock`, which holds the process id and the time.
 * Waits ten seconds for a holder that lives. Throws `E_LEDGER_LOCKED` then, and `E_LEDGER_LOCK_STALE` for one that is dead.
 */
export async function withLock<Made>(file: string, options: LockOptions, act: () => Made): Promise<Made> {
  const lock = `${file}.lock`;
  const mine = `${JSON.stringify({ pid: process.pid, time: options.clock.now().toISOString(), token: randomUUID() })}\n`;
  for (let tries = 0; !take(lock, mine); tries += 1) {
    const found = readLock(lock);
    if (found === undefined) continue;
    if (isAlive(found.pid)) {
      if (tries >= patience) throw failures.E_LEDGER_LOCKED(told(lock, found, options.clock));
      await options.clock.sleep(pause, options.signal);
      // Its holder may have let go of it and ended since it was read.
    } else if (readLock(lock)?.text === found.text) {
      if (!options.breakLock) throw failures.E_LEDGER_LOCK_STALE(told(lock, found, options.clock));
      breakStale(lock, found.text);
    }
  }
  try {
    return act();
  } finally {
    if (readLock(lock)?.text === mine) rmSync(lock, { force: true });
  }
}

const pause = 20;
const patience = 500;

interface Lock {
  readonly text: string;
  /** Undefined where it states none. */
  readonly pid: number | undefined;
  readonly since: Date;
}

/** In one step and with its text, so that nobody reads half a lock. */
function take(lock: string, text: string): boolean {
  const draft = `${lock}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { flag: "wx" });
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (hasErrorCode(error, "EEXIST")) return false;
    throw failures.E_LEDGER_WRITE({ file: basename(lock), reason: String(error) }, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
}

function readLock(lock: string): Lock | undefined {
  try {
    const stat = lstatSync(lock);
    // Of a link or a pipe nothing is read: neither says who made it, and a pipe would never end.
    const text = stat.isFile() || stat.isDirectory() ? readFileSync(lock, "utf8") : "";
    return { text, pid: toPid(text), since: stat.mtime };
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return undefined;
    throw failures.E_LEDGER_WRITE({ file: basename(lock), reason: String(error) }, { cause: error });
  }
}

function toPid(text: string): number | undefined {
  const pid = Number(/"pid":\s*(\d{1,10})\b/u.exec(text)?.[1] ?? /^\s*(\d{1,10})\s*$/u.exec(text)?.[1]);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasErrorCode(error, "ESRCH");
  }
}

/** Moved away first and looked at: what another process put in its place meanwhile is put back. */
function breakStale(lock: string, stale: string): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
    if (readLock(aside)?.text !== stale) linkSync(aside, lock);
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT", "EEXIST")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function told(lock: string, { pid, since }: Lock, clock: Clock): { file: string; pid: string; seconds: number } {
  const seconds = Math.max(0, Math.round((clock.now().getTime() - since.getTime()) / 1000));
  return { file: basename(lock), pid: pid === undefined ? "an unknown process" : `process ${pid}`, seconds };
}
