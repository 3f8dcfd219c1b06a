import { ChildProcess } from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import type { DiskFault } from "./disk-fault.ts";

/**
 * Loaded before a program (`node --import`), it counts what that program changes on the disk and the children that it starts,
 * and lets one go wrong: from then on the disk is full or read-only, or the process and its group are killed. `LAB_DISK` says
 * which, as JSON; what happened is in the file that it names, one line for each change.
 */
const { wrong, at, report } = JSON.parse(process.env["LAB_DISK"] ?? "{}") as Partial<DiskFault>;
const { openSync, writeFileSync, writeSync } = fs;
const told = report === undefined ? undefined : openSync(report, "a");

/** What brings new bytes onto the disk, and what only moves or removes. */
const adding = ["appendFile", "copyFile", "cp", "mkdir", "mkdtemp", "open", "writeFile"];
const moving = ["chmod", "link", "rename", "rm", "rmdir", "symlink", "truncate", "unlink", "utimes"];

let count = 0;
/** Node's own functions call each other. */
let inside = false;

function next(name: string, path: unknown): boolean {
  count += 1;
  if (told !== undefined) writeSync(told, `${name} ${basename(String(path))}\n`);
  return count === at;
}

function die(): never {
  process.kill(-process.pid, "SIGKILL");
  for (;;);
}

function refusal(name: string, path: unknown): Error | undefined {
  if (at === undefined || count < at) return undefined;
  const code = wrong === "disk full" && adding.includes(name) ? "ENOSPC" : wrong === "read-only" ? "EROFS" : undefined;
  if (code === undefined) return undefined;
  const words = code === "ENOSPC" ? "no space left on device" : "read-only file system";
  return Object.assign(new Error(`${code}: ${words}, ${name} '${String(path)}'`), { code, syscall: name });
}

/** A full disk takes what it has room for. */
function half(name: string, [path, data]: readonly unknown[]): void {
  if (name !== "writeFile" || wrong !== "disk full" || typeof path !== "string") return;
  if (typeof data !== "string" && !(data instanceof Uint8Array)) return;
  const bytes = Buffer.from(data);
  writeFileSync(path, bytes.subarray(0, bytes.length / 2));
}

function isReading(name: string, [, flags]: readonly unknown[]): boolean {
  if (name !== "open") return false;
  const { O_CREAT, O_RDWR, O_WRONLY } = fs.constants;
  return typeof flags === "number"
    ? (flags & (O_CREAT | O_RDWR | O_WRONLY)) === 0
    : flags === undefined || flags === "r" || typeof flags === "function";
}

function within<T>(work: () => T): T {
  inside = true;
  try {
    return work();
  } finally {
    inside = false;
  }
}

type AnyFunction = (this: unknown, ...args: readonly unknown[]) => unknown;

function wrap(holder: Record<string, AnyFunction>, name: string, isAsync: boolean): void {
  const as = isAsync ? name : `${name}Sync`;
  const original = holder[as];
  if (original === undefined) return;
  const changed = function (this: unknown, ...args: readonly unknown[]): unknown {
    if (inside || isReading(name, args)) return original.apply(this, args as unknown[]);
    const isIt = next(name, args[0]);
    if (isIt && wrong === "killed before") die();
    const refused = refusal(name, args[0]);
    if (refused) {
      within(() => half(name, args));
      if (isAsync) return Promise.reject(refused);
      throw refused;
    }
    const done = within(() => original.apply(this, args as unknown[]));
    if (isIt && wrong === "killed after") return isAsync ? (done as Promise<unknown>).then(die, die) : die();
    return done;
  };
  holder[as] = changed;
}

if (report !== undefined) {
  const [now, later] = [fs, fs.promises] as unknown as readonly Record<string, AnyFunction>[];
  for (const name of [...adding, ...moving]) {
    wrap(now as Record<string, AnyFunction>, name, false);
    wrap(later as Record<string, AnyFunction>, name, true);
  }
  const children = ChildProcess.prototype as unknown as Record<string, AnyFunction>;
  const { spawn } = children;
  children["spawn"] = function (this: unknown, ...args: readonly unknown[]): unknown {
    const { file } = args[0] as { readonly file: string };
    const isIt = next("child", file);
    if (isIt && wrong === "killed before") die();
    const started = spawn?.apply(this, args as unknown[]);
    if (isIt && wrong === "killed after") (this as ChildProcess).prependOnceListener("exit", die);
    return started;
  };
  syncBuiltinESMExports();
}
