import type { Observation } from "@releaser/core";
import { failures } from "../failures.ts";
import { commitOnTop, type FollowUp, filedAt, pushCommit, remoteTip } from "./follow-up.ts";
import type { Train } from "./train.ts";

/**
 * Where the records stand that could not be pushed: in a pull request, which is as good as filed while it is open; else on a
 * branch that somebody has to merge. Absent where they are nowhere, or nobody was asked to merge them yet.
 */
export async function observeOffered(
  train: Train,
  {
    head,
    isWhole,
  }: {
    readonly head: string;
    /** Whether all is there at a commit. */ readonly isWhole: (tip: string) => Promise<boolean>;
  },
): Promise<Observation> {
  const { context, branch } = train;
  const tip = await remoteTip(train, head);
  if (tip === undefined || !(await isWhole(tip))) return { is: "absent" };
  const until = context.clock.now();
  if (!context.github) return { is: "pending", why: `${head} holds the records: merge it into ${branch}`, until };
  const { findPull } = await import("@releaser/publishers/github");
  const pull = await findPull(context.github, { head, base: branch });
  if (pull?.state === "open") return { is: "equal", seen: `offered in ${pull.url}, to be merged` };
  if (pull?.state !== "closed") return { is: "absent" };
  return { is: "pending", why: `${pull.url} was closed: open it again, or commit the records yourself`, until };
}

/** Pushes the records to a branch of their own, and opens a pull request where there is GitHub. */
export async function offer(train: Train, what: FollowUp): Promise<void> {
  const { git, branch, release, context } = train;
  const { head, records, title, body } = what;
  const there = await remoteTip(train, head);
  const isThere = there !== undefined && (await filedAt(git, there, records)).is === "equal";
  if (!isThere) {
    const tip = there ?? (await remoteTip(train, branch)) ?? release.commit;
    const commit = await commitOnTop(train, tip, what);
    if (!(await pushCommit(train, commit, head))) {
      throw failures.E_FOLLOW_UP({ branch: head, why: `the remote has a rule against pushing ${head}, too` });
    }
  }
  if (!context.github) return;
  const { bringPull } = await import("@releaser/publishers/github");
  await bringPull(context.github, { head, base: branch, title, body });
}
