import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

type Kinship = readonly [pid: number, parent: number];

/** Milliseconds for the list of all processes. */
const patience = 5000;

/**
 * The ids of all processes that descend from one, in whatever group or session they are by now; none where the system does not
 * tell. One whose parent has ended already belongs to nobody, and is not found.
 */
export function descendantsOf(pid: number): readonly number[] {
  const all = process.platform === "linux" ? fromProc() : fromPs();
  const below = (parent: number): readonly number[] =>
    all.flatMap(([child, of]) => (of === parent && child !== parent ? [child, ...below(child)] : []));
  return below(pid);
}

function fromProc(): readonly Kinship[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => {
      const [, parent] = /^\d+ \(.*\) [A-Za-z] (\d+)/su.exec(readStat(name)) ?? [];
      return parent === undefined ? [] : [[Number(name), Number(parent)] as const];
    });
}

/** Any process may end while it is looked at. */
function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

function fromPs(): readonly Kinship[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8", timeout: patience });
  return (stdout ?? "").split("\n").flatMap((line) => {
    const [, pid, parent] = /^\s*(\d+)\s+(\d+)\s*$/u.exec(line) ?? [];
    return pid === undefined ? [] : [[Number(pid), Number(parent)] as const];
  });
}
