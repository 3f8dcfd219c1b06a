import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Git } from "@releaser/core";
import { failures } from "../failures.ts";

/** Names the version commit while the branch is moved to it; there at the start of a run, it tells of one that was killed. */
export const pendingRef = "refs/releaser/version-pending";

/**
 * Finishes a fast-forward that was killed: the branch goes on to the pending commit where nothing but its own paths
 * differ from HEAD. Throws `E_VERSION_INTERRUPTED` where something else changed since; without a pending commit nothing happens.
 */
export async function recoverVersion(git: Git): Promise<"finished" | "nothing"> {
  const pending = await git.run(["rev-parse", "--quiet", "--verify", `${pendingRef}^{commit}`], { accept: [0, 1] });
  if (pending.code !== 0) return "nothing";
  const commit = pending.stdout.trim();
  const [head, parent] = (await git.text(["rev-parse", "HEAD", `${commit}^`])).split("\n");
  if (head === parent) await finish(git, commit);
  await git.text(["update-ref", "-d", pendingRef]);
  return head === parent ? "finished" : "nothing";
}

async function finish(git: Git, commit: string): Promise<void> {
  await removeStaleLock(git);
  const own = new Set((await git.text(["diff", "--name-only", "-z", "HEAD", commit])).split("\0"));
  const changed = (await git.text(["diff", "--name-only", "-z", "HEAD"])).split("\0");
  const foreign = changed.filter((path) => path !== "" && !own.has(path));
  if (foreign.length > 0) throw failures.E_VERSION_INTERRUPTED({ paths: foreign });
  await git.text(["read-tree", "--reset", "-u", commit]);
  await git.text(["update-ref", "-m", "releaser version", "HEAD", commit]);
}

/** An index lock older than a few seconds belongs to the git that was killed with the earlier run. */
async function removeStaleLock(git: Git): Promise<void> {
  const lock = join(git.dir, await git.text(["rev-parse", "--git-path", "index.lock"]));
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > 3000) rmSync(lock, { force: true });
}
