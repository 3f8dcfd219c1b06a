import { rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Clock, Git } from "@releaser/core";
import { failures } from "../failures.ts";

/** Names the version commit while the branch is moved to it; there at the start of a run, it tells of one that was killed. */
export const pendingRef = "refs/releaser/version-pending";

/** How old a lock is, in milliseconds, when it can only be that of a git that was killed. */
const stale = 3000;

/** How much longer it is waited for, in milliseconds: file times have fractions, and timers count whole ones and may fire early. */
const slack = 5;

/**
 * Finishes a fast-forward that was killed: the branch goes on to the pending commit where nothing but its own paths
 * differ from HEAD. Throws `E_VERSION_INTERRUPTED` where something else changed since; without a pending commit nothing
 * happens. Where a git was killed too, it waits up to three seconds, until that one's locks count as abandoned.
 */
export async function recoverVersion({
  git,
  clock,
}: {
  readonly git: Git;
  readonly clock: Clock;
}): Promise<"finished" | "nothing"> {
  const pending = await git.run(["rev-parse", "--quiet", "--verify", `${pendingRef}^{commit}`], { accept: [0, 1] });
  const [own = "", ...others] = await lockFiles(git);
  if (pending.code === 0 || isThere(own)) await removeStaleLocks([own, ...others], clock);
  if (pending.code !== 0) return "nothing";
  const commit = pending.stdout.trim();
  const [head, parent] = (await git.text(["rev-parse", "HEAD", `${commit}^`])).split("\n");
  if (head === parent) await finish(git, commit);
  await git.text(["update-ref", "-d", pendingRef]);
  return head === parent ? "finished" : "nothing";
}

async function finish(git: Git, commit: string): Promise<void> {
  const own = new Set((await git.text(["diff", "--name-only", "-z", "HEAD", commit])).split("\0"));
  const changed = (await git.text(["diff", "--name-only", "-z", "HEAD"])).split("\0");
  const foreign = changed.filter((path) => path !== "" && !own.has(path));
  if (foreign.length > 0) throw failures.E_VERSION_INTERRUPTED({ paths: foreign });
  await git.text(["read-tree", "--reset", "-u", commit]);
  await git.text(["update-ref", "-m", "releaser version", "HEAD", commit]);
}

/** What a fast-forward may have locked, absolute; first the lock that nobody but Releaser makes. */
async function lockFiles(git: Git): Promise<readonly string[]> {
  const head = await git.run(["symbolic-ref", "--quiet", "HEAD"], { accept: [0, 1] });
  const names = [pendingRef, "index", "HEAD", "ORIG_HEAD", "packed-refs", head.stdout.trim()].filter(Boolean);
  const paths = await git.text(["rev-parse", ...names.flatMap((name) => ["--git-path", `${name}.lock`])]);
  return paths.split("\n").map((path) => resolve(git.dir, path));
}

async function removeStaleLocks(locks: readonly string[], clock: Clock): Promise<void> {
  for (const lock of locks) {
    const missing = stale - ageOf(lock, clock);
    if (missing > 0) await clock.sleep(missing + slack);
    if (ageOf(lock, clock) >= stale) rmSync(lock, { force: true });
  }
}

/** Milliseconds since a file was written; more than any limit where it is not there. */
function ageOf(file: string, clock: Clock): number {
  return clock.now().getTime() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY);
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
