import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Git } from "@releaser/core";
import { ownFolder } from "../context.ts";

/** The folder `.releaser` of a repository, made so that git ignores it whatever the repository ignores. */
export function ensureOwnFolder(root: string, ...parts: readonly string[]): string {
  const folder = join(root, ownFolder);
  mkdirSync(join(folder, ...parts), { recursive: true });
  const ignore = join(folder, ".gitignore");
  if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
  return join(folder, ...parts);
}

/** Makes a detached worktree of a commit under `.releaser/worktrees`, hands it over, and removes it whatever happens. */
export async function withWorktree<T>(git: Git, commit: string, work: (dir: string) => Promise<T>): Promise<T> {
  const parent = ensureOwnFolder(git.dir, "worktrees");
  await removeAbandoned(git, parent);
  const dir = join(parent, `${process.pid}-${commit.slice(0, 12)}`);
  await git.text(["worktree", "add", "--quiet", "--detach", dir, commit]);
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
    await git.text(["worktree", "prune"]);
  }
}

/** Worktrees of runs that were killed: they are named for a process that is no more. */
async function removeAbandoned(git: Git, parent: string): Promise<void> {
  for (const name of abandonedIn(parent)) rmSync(join(parent, name), { recursive: true, force: true });
  const registered = resolve(git.dir, await git.text(["rev-parse", "--git-path", "worktrees"]));
  // A git that was killed while it made one leaves it locked, and prune passes over what is locked.
  for (const name of abandonedIn(registered)) rmSync(join(registered, name, "locked"), { force: true });
  await git.text(["worktree", "prune"]);
}

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
