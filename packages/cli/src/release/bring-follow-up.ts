import type { Git } from "@releaser/core";
import { failures } from "../failures.ts";
import { commitOnTop, type FollowUp, pushCommit, remoteTip } from "./follow-up.ts";
import { offer } from "./offered-follow-up.ts";
import type { Train } from "./train.ts";

/**
 * Brings files to a release's branch in one commit: pushed, where no rule is against it; else offered on a branch of its own, in a
 * pull request where there is GitHub. Throws as `pushCommit` does.
 */
export async function bringFollowUp(train: Train, tip: string, what: FollowUp): Promise<void> {
  const { git, branch } = train;
  const commit = await commitOnTop(train, tip, what);
  if (await pushCommit(train, commit, branch)) return await followHere(git, branch, commit);
  await offer(train, what);
}

/** Moves the branch here along where that is a plain fast-forward of a clean checkout. */
async function followHere(git: Git, branch: string, commit: string): Promise<void> {
  const head = await git.run(["symbolic-ref", "--quiet", "--short", "HEAD"], { accept: [0, 1] });
  const status = await git.text(["status", "--porcelain", "--untracked-files=no"]);
  if (head.stdout.trim() === branch && status === "") {
    await git.run(["merge", "--quiet", "--ff-only", commit], { accept: [0, 1, 128] });
  }
}

/** The tip of the release's branch at the remote. Throws `E_FOLLOW_UP` where it has none. */
export async function requireTip(train: Train): Promise<string> {
  const tip = await remoteTip(train, train.branch);
  if (tip !== undefined) return tip;
  throw failures.E_FOLLOW_UP({ branch: train.branch, why: "the remote does not have the branch" });
}
