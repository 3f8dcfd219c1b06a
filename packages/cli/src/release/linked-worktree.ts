import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Git } from "@releaser/core";
import { ensureOwnFolder } from "./own-folder.ts";

/** Makes a detached worktree of a commit under `.releaser/worktrees`, hands it over, and removes it whatever happens. */
export async function withWorktree<T>(git: Git, commit: string, work: (dir: string) => Promise<T>): Promise<T> {
  const places = {
    checkouts: ensureOwnFolder({ root: git.dir }, "worktrees"),
    registered: resolve(git.dir, await git.text(["rev-parse", "--git-path", "worktrees"])),
  };
  const abandoned = new Set([places.checkouts, places.registered].flatMap((folder) => abandonedIn(folder)));
  for (const name of abandoned) remove(places, name);
  const name = `${process.pid}-${commit.slice(0, 12)}-${randomBytes(3).toString("hex")}`;
  const dir = join(places.checkouts, name);
  const add = async (): Promise<unknown> => await git.text(["worktree", "add", "--quiet", "--detach", dir, commit]);
  try {
    await patiently(add, () => remove(places, name));
    return await work(dir);
  } finally {
    remove(places, name);
  }
}

/** Whether what lies at the root is that commit, and nothing else. */
export async function isCheckedOut(git: Git, commit: string): Promise<boolean> {
  const head = await git.text(["rev-parse", "HEAD"]);
  return head === commit && (await git.text(["status", "--porcelain", "--untracked-files=normal"])) === "";
}

interface Places {
  /** Where the checkouts lie, and where git keeps what it knows of each under the same name. */
  readonly checkouts: string;
  readonly registered: string;
}

const waits = [50, 100, 200, 400, 800];

/** Git reads what it knows of every worktree before it adds one, and gives up where another run is about to write its own. */
async function patiently(add: () => Promise<unknown>, clear: () => void): Promise<void> {
  for (const wait of waits) {
    try {
      return void (await add());
    } catch {
      clear();
      await setTimeout(wait * (1 + Math.random()));
    }
  }
  await add();
}

/**
 * By name, because `git worktree prune` also takes what another run is about to register. Without its `gitdir`, what git knows
 * of a worktree counts for nothing: it goes first.
 */
function remove(places: Places, name: string): void {
  rmSync(join(places.registered, name, "gitdir"), { force: true });
  for (const folder of [places.checkouts, places.registered]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Worktrees of runs that were killed: they are named for a process that is no more. */
function abandonedIn(folder: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => /^\d+-[0-9a-f]{12}/u.test(name) && !isAlive(Number.parseInt(name, 10)));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
