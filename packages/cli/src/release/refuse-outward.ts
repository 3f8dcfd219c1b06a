import { ReleaserError } from "@releaser/core";
import { failureOf } from "@releaser/provenance";
import { refuseNpmrc, refuseShallow } from "@releaser/publishers";
import { failures } from "../failures.ts";
import { judgeCommit } from "../verify/commit-check.ts";
import { differences } from "../version/release-files.ts";
import { unfinishedEarlier } from "./earlier-release.ts";
import { refuseFork } from "./refuse-fork.ts";
import type { Train } from "./train.ts";

/** Throws where a release must not go outward: a fork's event, an npmrc of the repository that steers a CI run, no durable place, another branch, a commit that is not its plan's, an earlier release that is not finished. */
export async function refuseOutward(train: Train): Promise<void> {
  const { context, branch, release } = train;
  refuseFork(context.env);
  if (train.rolledBack !== undefined) throw failures.E_ROLLED_BACK({ tag: release.tag, by: train.rolledBack });
  refuseNpmrc({ env: context.env, root: release.checkout });
  if (!context.page) throw failures.E_NO_PAGE({ key: release.key });
  await refuseShallow(train.git, { remote: train.remote, ref: branch });
  if (!(await isOnBranch(train))) throw failures.E_BRANCH({ commit: release.commit, branch });
  const wrong = failureOf(await judgeCommit(train));
  if (wrong !== undefined) throw new ReleaserError(wrong);
  const unlike = differences(release.plan, train.workspace);
  if (unlike.length > 0) throw failures.E_COMMIT_DIFFERS({ commit: release.commit, problems: unlike });
  const earlier = await unfinishedEarlier(train);
  if (earlier) throw failures.E_EARLIER_RELEASE({ key: release.key, earlier: earlier.key, lacks: earlier.lacks });
}

/** Throws where a release must not be rolled back from here: a fork's event, another branch. */
export async function refuseRollback(train: Train): Promise<void> {
  refuseFork(train.context.env);
  await refuseShallow(train.git, { remote: train.remote, ref: train.branch });
  if (!(await isOnBranch(train))) throw failures.E_BRANCH({ commit: train.release.commit, branch: train.branch });
}

async function isOnBranch({ git, release, branch, remote }: Train): Promise<boolean> {
  for (const ref of [`refs/heads/${branch}`, `refs/remotes/${remote}/${branch}`]) {
    const found = await git.run(["merge-base", "--is-ancestor", release.commit, ref], { accept: [0, 1, 128] });
    if (found.code === 0) return true;
  }
  return false;
}
