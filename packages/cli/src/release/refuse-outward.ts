import { ReleaserError } from "@releaser/core";
import { failureOf } from "@releaser/provenance";
import { failures } from "../failures.ts";
import { judgeCommit } from "../verify/commit-check.ts";
import { planFile } from "../version/release-files.ts";
import { remoteTag } from "./remote-tag.ts";
import type { Train } from "./train.ts";

/** Throws where a release must not go outward: a fork's event, no durable place, another branch, a commit that is not its plan's, an earlier release that is not finished. */
export async function refuseOutward(train: Train): Promise<void> {
  const { context, branch, release } = train;
  refuseFork(context.env);
  if (!context.page) throw failures.E_NO_PAGE({ key: release.key });
  if (!(await isOnBranch(train))) throw failures.E_BRANCH({ commit: release.commit, branch });
  const wrong = failureOf(await judgeCommit(train));
  if (wrong !== undefined) throw new ReleaserError(wrong);
  const earlier = await unfinishedEarlier(train);
  if (earlier !== undefined) throw failures.E_EARLIER_RELEASE({ key: release.key, earlier });
}

function refuseFork(env: Readonly<Record<string, string | undefined>>): void {
  const event = env["GITHUB_EVENT_NAME"];
  if (event === "pull_request_target" || event === "pull_request") throw failures.E_FORK({ event });
}

async function isOnBranch({ git, release, branch, remote }: Train): Promise<boolean> {
  for (const ref of [`refs/heads/${branch}`, `refs/remotes/${remote}/${branch}`]) {
    const found = await git.run(["merge-base", "--is-ancestor", release.commit, ref], { accept: [0, 1, 128] });
    if (found.code === 0) return true;
  }
  return false;
}

/** The key of the release before this one, where the remote has neither its tag nor the mark that it was abandoned. */
async function unfinishedEarlier({ git, remote, release }: Train): Promise<string | undefined> {
  const before = await git.run(["cat-file", "blob", `${release.commit}^:${planFile}`], { accept: [0, 128] });
  if (before.code !== 0) return undefined;
  const { key, train } = JSON.parse(before.stdout) as {
    readonly key: string;
    readonly train: { readonly tag: string } | null;
  };
  const tag = train?.tag ?? key;
  const known = await Promise.all([remoteTag(git, remote, tag), remoteTag(git, remote, `abandoned/${tag}`)]);
  return known.some((oid) => oid !== undefined) ? undefined : key;
}
