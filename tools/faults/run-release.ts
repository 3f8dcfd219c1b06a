import { spawn } from "node:child_process";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "@releaser/core";
import { main } from "../../packages/cli/src/main.ts";
import type { Laboratory } from "./laboratory.ts";
import type { DiskFault } from "@releaser/testkit/lab";
import { bin, faultyDisk, instant, key, pinned } from "./train.ts";

/** The command that is typed, and typed again. */
const command = ["announce", key, "--outward", "--json"] as const;

/** How a run ended: its exit code, undefined where it was killed, and what it said. */
export interface Ended {
  readonly code: number | undefined;
  readonly said: string;
}

/** A run as a process of its own, which `kill` ends with all of its children. */
export interface Process {
  readonly done: Promise<Ended>;
  kill(): void;
}

export function startRelease({ repo, env }: Laboratory, disk?: DiskFault): Process {
  const args = [...pinned, ...(disk ? faultyDisk : []), bin, ...command];
  const LAB_DISK = disk && JSON.stringify(disk);
  const child = spawn(process.execPath, args, { cwd: repo, env: { ...env, LAB_DISK }, detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  child.stdin.end();
  const done = new Promise<Ended>((resolve) => {
    child.once("close", (code) => resolve({ code: code ?? undefined, said }));
  });
  return {
    done,
    kill: () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    },
  };
}

/** A run in this process, under a clock whose dates stand still and whose pauses cost no time. */
export async function runRelease({ repo, env }: Laboratory): Promise<Ended> {
  let said = "";
  const code = await main([...command], {
    stdout: (text) => void (said += text),
    stderr: (text) => void (said += text),
    env,
    cwd: repo,
    color: false,
    signal: new AbortController().signal,
    clock: stillClock(),
  });
  return { code, said };
}

function stillClock(): Clock {
  let paused = 0;
  return {
    now: () => new Date(instant),
    elapsed: () => paused,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      paused += ms;
      await setImmediate();
    },
  };
}
