import type { Git } from "@releaser/core";
import { pendingRef, uncommittedRef } from "./recover-version.ts";

/** Moves the branch to the commit. A run that is killed meanwhile is finished by the next one. */
export async function moveBranch(git: Git, commit: string): Promise<void> {
  await git.text(["update-ref", pendingRef, commit]);
  await git.text(["merge", "--quiet", "--ff-only", "--no-verify-signatures", commit]);
  await git.text(["update-ref", "-d", pendingRef]);
}

/** Puts the commit's content into the work tree, staged nowhere; the branch stays. A run that is killed meanwhile is taken back by the next one. */
export async function leaveUncommitted(git: Git, head: string, commit: string): Promise<void> {
  await git.text(["update-ref", uncommittedRef, commit]);
  // read-tree goes by file times alone, and takes a file that was only touched for a changed one.
  await git.run(["update-index", "-q", "--refresh"], { accept: [0, 1] });
  await git.text(["read-tree", "-m", "-u", head, commit]);
  await git.text(["read-tree", head]);
  await git.text(["update-ref", "-d", uncommittedRef]);
}
