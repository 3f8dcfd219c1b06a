import type { Git } from "@releaser/core";
import { pendingRef, uncommittedRef } from "./recover-version.ts";

/** Moves the branch to the commit. A run that is killed meanwhile is finished by the next one. */
export async function moveBranch(git: Git, commit: string): Promise<void> {
  await under({ git, ref: pendingRef, commit }, async () => {
    await git.text(["merge", "--quiet", "--ff-only", "--no-verify-signatures", commit]);
  });
}

/** Puts the commit's content into the work tree, staged nowhere; the branch stays. A run that is killed meanwhile is taken back by the next one. */
export async function leaveUncommitted(git: Git, head: string, commit: string): Promise<void> {
  await under({ git, ref: uncommittedRef, commit }, async () => {
    // read-tree goes by file times alone, and takes a file that was only touched for a changed one.
    await git.run(["update-index", "-q", "--refresh"], { accept: [0, 1] });
    await git.text(["read-tree", "-m", "-u", head, commit]);
    await git.text(["read-tree", head]);
  });
}

interface Landing {
  readonly git: Git;
  readonly ref: string;
  readonly commit: string;
}

/** Keeps the commit under a reference while something is done. Where git refused and wrote nothing, there is nothing to recover, which could take files of others along. */
async function under({ git, ref, commit }: Landing, land: () => Promise<void>): Promise<void> {
  await git.text(["update-ref", ref, commit]);
  try {
    await land();
  } catch (error) {
    const { code } = await git.run(["diff", "--quiet", "HEAD"], { accept: [0, 1, 128] });
    if (code === 0) await git.text(["update-ref", "-d", ref]);
    throw error;
  }
  await git.text(["update-ref", "-d", ref]);
}
