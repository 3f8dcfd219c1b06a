import { hasErrorCode } from "@releaser/core";
import type { Command } from "../check/run-command.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { benchEnv, longest } from "./run-timed.ts";

const everyMilliseconds = 3;

/**
 * The peak of memory while Node runs with these arguments, in bytes: of every moment that was looked at, the sum over the
 * processes that were alive, each with its own peak so far (VmHWM). Shared pages count for each of them. Undefined where
 * there is no `/proc`, or the run did not end well.
 */
export async function peakMemory([program, ...args]: Command, cwd: string): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const child = spawn(program, args, { cwd, env: benchEnv(), stdio: "ignore", timeout: longest });
  const closed = once(child, "close") as Promise<readonly unknown[]>;
  const { pid } = child;
  let peak = 0;
  const timer = setInterval(
    () => void (peak = Math.max(peak, pid === undefined ? 0 : treeMemory(pid))),
    everyMilliseconds,
  );
  const [exit] = await closed.finally(() => clearInterval(timer));
  return exit === 0 ? peak : undefined;
}

/** Bytes of a process and of all that it started and that is still alive. */
function treeMemory(pid: number): number {
  const status = readProc(`${pid}/status`);
  return childrenOf(pid).reduce((sum, child) => sum + treeMemory(child), parsePeak(status));
}

/** The line `VmHWM` of `/proc/PID/status`, in bytes; 0 where there is none, as for a process that has just ended. */
export function parsePeak(status: string): number {
  const [, kibibytes = "0"] = /^VmHWM:\s+(\d+) kB$/mu.exec(status) ?? [];
  return Number(kibibytes) * 1024;
}

/** Any thread may have started one. */
function childrenOf(pid: number): readonly number[] {
  return threadsOf(pid).flatMap((thread) =>
    readProc(`${pid}/task/${thread}/children`)
      .split(" ")
      .filter((child) => child !== "")
      .map(Number),
  );
}

function threadsOf(pid: number): readonly string[] {
  return untilGone(() => readdirSync(`/proc/${pid}/task`)) ?? [];
}

function readProc(path: string): string {
  return untilGone(() => readFileSync(`/proc/${path}`, "utf8")) ?? "";
}

/** A process may end between two looks at it. */
function untilGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const gone = hasErrorCode(error, "ENOENT", "ESRCH");
    if (!gone) throw error;
    return undefined;
  }
}
