import { rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Clock, Git } from "@releaser/core";
import { failures } from "../failures.ts";

/** Names the version commit while the branch is moved to it; there at the start of a run, it tells of one that was killed. */
export const pendingRef = "refs/releaser/version-pending";

/** The same while the commit's content is put into the work tree and the branch stays. */
export const uncommittedRef = "refs/releaser/version-uncommitted";

/** How old a lock is, in milliseconds, when it can only be that of a git that was killed. */
const stale = 3000;

/** How much longer it is waited for, in milliseconds: file times have fractions, and timers count whole ones and may fire early. */
const slack = 5;

/** What became of a run that was killed. */
export type Recovery = "finished" | "nothing" | "undone";

/**
 * Ends what a killed run began where nothing but its own paths differ from HEAD: the branch goes on to the pending commit;
 * content that was to stay uncommitted is taken back. Throws `E_VERSION_INTERRUPTED` where something else changed since;
 * where nothing was begun nothing happens. Where a git was killed too, it waits up to three seconds, until that one's locks
 * count as abandoned.
 */
export async function recoverVersion({ git, clock }: { readonly git: Git; readonly clock: Clock }): Promise<Recovery> {
  const { own, others } = await lockFiles(git);
  const refs = (
    await git.text(["for-each-ref", "--format=%(refname) %(objectname)", pendingRef, uncommittedRef])
  ).split("\n");
  const [ref = "", commit = ""] = refs[0]?.split(" ") ?? [];
  if (commit !== "" || own.some((lock) => isThere(lock))) await removeStaleLocks([...own, ...others], clock);
  if (commit === "") return "nothing";
  const [head, parent] = (await git.text(["rev-parse", "HEAD", `${commit}^`])).split("\n");
  if (head === parent) {
    await refuseForeign(git, commit);
    await (ref === pendingRef ? finish(git, commit) : undo(git, commit));
  }
  await git.text(["update-ref", "-d", ref]);
  return head === parent ? (ref === pendingRef ? "finished" : "undone") : "nothing";
}

async function refuseForeign(git: Git, commit: string): Promise<void> {
  const own = new Set((await git.text(["diff", "--name-only", "-z", "HEAD", commit])).split("\0"));
  const changed = (await git.text(["diff", "--name-only", "-z", "HEAD"])).split("\0");
  const foreign = changed.filter((path) => path !== "" && !own.has(path));
  if (foreign.length > 0) throw failures.E_VERSION_INTERRUPTED({ paths: foreign });
}

async function finish(git: Git, commit: string): Promise<void> {
  await git.text(["read-tree", "--reset", "-u", commit]);
  await git.text(["update-ref", "-m", "releaser version", "HEAD", commit]);
}

/** By way of the whole content, so that files which were begun go too. */
async function undo(git: Git, commit: string): Promise<void> {
  await git.text(["read-tree", "--reset", "-u", commit]);
  await git.text(["read-tree", "-m", "-u", commit, "HEAD"]);
}

/** What a run may have left locked, absolute; apart from the others the locks that nobody but Releaser makes. */
async function lockFiles(git: Git): Promise<{ readonly own: readonly string[]; readonly others: readonly string[] }> {
  const head = await git.run(["symbolic-ref", "--quiet", "HEAD"], { accept: [0, 1] });
  const refs = [pendingRef, uncommittedRef];
  const names = [...refs, "index", "HEAD", "ORIG_HEAD", "packed-refs", head.stdout.trim()].filter(Boolean);
  const found = await git.text(["rev-parse", ...names.flatMap((name) => ["--git-path", `${name}.lock`])]);
  const paths = found.split("\n").map((path) => resolve(git.dir, path));
  return { own: paths.slice(0, refs.length), others: paths.slice(refs.length) };
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
