import { type ChildProcess, spawn } from "node:child_process";
import { type Exec, type ExecOptions, type ExecResult, hasErrorCode } from "@releaser/core";
import { childEnv } from "./child-env.ts";
import { descendantsOf } from "./descendants-of.ts";
import { openOutputFile } from "./output-file.ts";

const graceToEnd = 1000;
const graceToFlush = 500;

/** Children that run now: one listener ends them all with this process. */
const alive = new Set<ChildProcess>();
let listening = false;

/**
 * Runs programs without a shell, each as leader of a process group of its own. On timeout or abort the whole group, and
 * every descendant that left it, gets SIGTERM and a second later SIGKILL; what a program leaves behind in its group ends with it, and so does everything when
 * this process exits. Rejects only where the program cannot be started.
 */
export function openExec(): Exec {
  return async (program, args, options = {}) => {
    if (options.signal?.aborted === true) return { code: undefined, stdout: "", stderr: "", timedOut: false };
    if (options.together !== true) return await run([program, args], options, "pipe");
    const file = openOutputFile();
    try {
      return { ...(await run([program, args], options, file.fd)), stdout: file.read() };
    } finally {
      file.close();
    }
  };
}

async function run(
  [program, args]: readonly [program: string, args: readonly string[]],
  options: ExecOptions,
  output: number | "pipe",
): Promise<ExecResult> {
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...(options.env ?? childEnv(process.env)) },
      detached: true,
      stdio: ["pipe", output, output],
    });
    child.once("error", reject);
    child.once("spawn", () => void follow(child, options).then(resolve, reject));
  });
}

async function follow(child: ChildProcess, options: ExecOptions): Promise<ExecResult> {
  const end = ending(child);
  const said = listen(child, { tell: options.onOutput, tooMuch: end.kill });
  const stop = watch(options, end.kill);
  child.stdin?.on("error", ignoreClosedPipe);
  child.stdin?.end(options.input ?? "");
  try {
    const code = await new Promise<number | null>((resolve) => void child.once("exit", resolve));
    end.reap();
    await flushed(child);
    if (said.overflowed) throw new Error(`${child.spawnfile} printed more than ${most} characters`);
    const { stdout, stderr } = said;
    return { code: code ?? undefined, stdout, stderr, timedOut: stop.timedOut() };
  } finally {
    stop.forget();
    end.forget();
  }
}

/** Characters of one stream: a text cannot be of any length, and a part of it would be taken for the whole. */
const most = 2 ** 28;

interface Said {
  stdout: string;
  stderr: string;
  /** Whether there was more than is taken down. */
  overflowed: boolean;
}

interface Listening {
  readonly tell: ExecOptions["onOutput"];
  readonly tooMuch: () => void;
}

function listen(child: ChildProcess, { tell, tooMuch }: Listening): Readonly<Said> {
  const said: Said = { stdout: "", stderr: "", overflowed: false };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (chunk: string) => {
      if (said.overflowed) return;
      if (said[stream].length + chunk.length > most) {
        said.overflowed = true;
        tooMuch();
        return;
      }
      said[stream] += chunk;
      tell?.(chunk, stream);
    });
  }
  return said;
}

interface Ending {
  kill(): void;
  reap(): void;
  forget(): void;
}

function ending(child: ChildProcess): Ending {
  let last: NodeJS.Timeout | undefined;
  let strays: readonly number[] = [];
  const reap = (): void => {
    signalGroup(child, "SIGKILL");
    for (const pid of strays) sendTo(pid, "SIGKILL");
  };
  outlivedByNone(child);
  return {
    reap,
    kill: () => {
      // Once their parent has ended nobody can tell any more whose they were.
      strays = child.pid === undefined ? [] : descendantsOf(child.pid);
      signalGroup(child, "SIGTERM");
      for (const pid of strays) sendTo(pid, "SIGTERM");
      last ??= setTimeout(reap, graceToEnd);
    },
    forget: () => {
      clearTimeout(last);
      alive.delete(child);
    },
  };
}

function outlivedByNone(child: ChildProcess): void {
  alive.add(child);
  if (listening) return;
  listening = true;
  process.once("exit", () => {
    for (const one of alive) signalGroup(one, "SIGKILL");
  });
}

function watch({ timeout, signal }: ExecOptions, kill: () => void): { timedOut(): boolean; forget(): void } {
  let late = false;
  const timer =
    timeout === undefined
      ? undefined
      : setTimeout(() => {
          late = true;
          kill();
        }, timeout);
  signal?.addEventListener("abort", kill);
  if (signal?.aborted === true) kill();
  return {
    timedOut: () => late,
    forget: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", kill);
    },
  };
}

/** A descendant that left the group may keep the pipes open for ever, so the wait for their end is bounded. */
async function flushed(child: ChildProcess): Promise<void> {
  const streams = [child.stdout, child.stderr].filter(
    (stream) => stream !== null && !stream.readableEnded && !stream.destroyed,
  );
  const ends = streams.map((stream) => new Promise<void>((resolve) => void stream?.once("close", resolve)));
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    Promise.all(ends),
    new Promise<void>((resolve) => void (timer = setTimeout(resolve, graceToFlush))),
  ]);
  clearTimeout(timer);
  for (const stream of streams) stream?.destroy();
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid !== undefined) sendTo(-child.pid, name);
}

function sendTo(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!hasErrorCode(error, "ESRCH", "EPERM")) throw error;
  }
}

function ignoreClosedPipe(error: Error): void {
  if (!hasErrorCode(error, "EPIPE", "ECONNRESET")) throw error;
}
