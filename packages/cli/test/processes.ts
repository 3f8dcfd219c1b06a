import { readdirSync, readFileSync, readlinkSync } from "node:fs";

interface Running {
  readonly pid: number;
  readonly parent: number;
}

/** Kills a process and all that descends from it at one instant, as a machine that loses power does. */
export function killTree(pid: number): void {
  const all = running();
  const below = (parent: number): readonly number[] =>
    all.flatMap((one) => (one.parent === parent ? [one.pid, ...below(one.pid)] : []));
  for (const one of [pid, ...below(pid)]) kill(one);
}

/** The command lines of the processes whose folder, or one of whose arguments, lies in a folder. */
export function processesIn(dir: string): readonly string[] {
  return running().flatMap(({ pid }) => {
    const line = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
    return pid !== process.pid && (folderOf(pid).startsWith(dir) || line.includes(dir)) ? [line] : [];
  });
}

function running(): readonly Running[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => {
      const [, parent] = /^\d+ \(.*\) [A-Z] (\d+)/su.exec(read(`/proc/${name}/stat`)) ?? [];
      return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent) }];
    });
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}
