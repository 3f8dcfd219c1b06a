import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Git } from "@releaser/core";
import { ensureOwnFolder } from "./own-folder.ts";

/** Makes a detached worktree of a commit under `.releaser/worktrees`, hands it over, and removes it whatever happens. */
export async function withWorktree<T>(git: Git, commit: string, work: (dir: string) => Promise<T>): Promise<T> {
  const places = {
    checkouts: ensureOwnFolder(git.dir, "worktrees"),
    registered: resolve(git.dir, await git.text(["rev-parse", "--git-path", "worktrees"])),
  };
  const abandoned = new Set([places.checkouts, places.registered].flatMap((folder) => abandonedIn(folder)));
  for (const name of abandoned) remove(places, name);
  const name = `${process.pid}-${commit.slice(0, 12)}-${randomBytes(3).toString("hex")}`;
  const dir = join(places.checkouts, name);
  try {
    await git.text(["worktree", "add", "--quiet", "--detach", dir, commit]);
    return await work(dir);
  } finally {
    remove(places, name);
  }
}

interface Places {
  /** Where the checkouts lie, and where git keeps what it knows of each under the same name. */
  readonly checkouts: string;
  readonly registered: string;
}

/** By name, because `git worktree prune` also takes what another run is about to register. */
function remove(places: Places, name: string): void {
  for (const folder of [places.checkouts, places.registered]) rmSync(join(folder, name), { recursive: true, force: true });
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
