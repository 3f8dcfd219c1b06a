import { join } from "node:path";
import { type Git, ReleaserError } from "@releaser/core";
import { readBlobAt } from "@releaser/provenance";
import { askRemote, isRefusedByRule, toRemoteFailure } from "@releaser/publishers";
import { failures } from "../failures.ts";
import { asCommitter } from "./as-committer.ts";
import { inTemporaryFolder } from "./page-text.ts";
import type { Train } from "./train.ts";

/** A file that the follow-up commit brings. */
export interface FiledRecord {
  readonly path: string;
  readonly content: string;
}

/** Files that come to a release's branch after it. */
export interface FollowUp {
  readonly records: readonly FiledRecord[];
  /** The first line of the commit, and what its pull request is called. */
  readonly title: string;
  /** The branch on which they wait where the release's own takes no push. */
  readonly head: string;
  /** What the pull request says. */
  readonly body: string;
}

/** How a commit's records compare with those that are to be there; `other` is the path of one with other content. */
export type FiledState = { readonly is: "absent" | "equal" } | { readonly is: "different"; readonly other: string };

/**
 * A branch's tip at the remote, fetched, so that a commit comes on top of whatever else landed; undefined where it has none.
 * FETCH_HEAD is not asked: another run in the same repository writes it too.
 */
export async function remoteTip({ git, remote }: Train, branch: string): Promise<string | undefined> {
  const name = `refs/heads/${branch}`;
  const { stdout } = await askRemote(git, remote, ["ls-remote", "--end-of-options", remote, name]);
  const [tip = ""] = stdout.split("\t");
  if (tip === "") return undefined;
  const fetching = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, name];
  if (!(await isHere(git, tip))) await askRemote(git, remote, fetching);
  return tip;
}

/**
 * Pushes a commit to a branch, never by force; false where a rule of the remote is against that. Throws `E_FOLLOW_UP`, which is tried
 * again, where it lost a race or the network failed, and the `E_REMOTE_DENIED` of an account that may not push at all.
 */
export async function pushCommit({ git, remote }: Train, commit: string, branch: string): Promise<boolean> {
  const pushed = await git.run(["push", "--quiet", remote, `${commit}:refs/heads/${branch}`], { accept: [0, 1, 128] });
  if (pushed.code === 0) return true;
  if (isRefusedByRule(pushed.stderr)) return false;
  const { failure } = toRemoteFailure(remote, pushed.stderr);
  const passes = failure.code === "E_REF_CONFLICT" || failure.code === "E_REMOTE_FAILED";
  throw passes ? failures.E_FOLLOW_UP({ branch, why: failure.why }) : new ReleaserError(failure);
}

/** What a commit has of the records. */
export async function filedAt(git: Git, commit: string, records: readonly FiledRecord[]): Promise<FiledState> {
  const found = await Promise.all(
    records.map(async ({ path, content }) => ({ path, content, found: await readBlobAt(git, commit, path) })),
  );
  const other = found.find((record) => record.found !== undefined && record.found !== record.content);
  if (other) return { is: "different", other: other.path };
  const isWhole = records.length > 0 && found.every((record) => record.found !== undefined);
  return { is: isWhole ? "equal" : "absent" };
}

/** A commit with the records on top of another one; no branch is moved. */
export async function commitOnTop(
  { git, release, context }: Train,
  tip: string,
  { records, title }: FollowUp,
): Promise<string> {
  const blobs = await Promise.all(
    records.map(
      async ({ path, content }) =>
        `100644 blob ${await git.text(["hash-object", "-w", "--stdin"], { input: content })}\t${path}`,
    ),
  );
  return await inTemporaryFolder(async (dir) => {
    const env = { GIT_INDEX_FILE: join(dir, "index") };
    await git.text(["read-tree", tip], { env });
    await git.text(["update-index", "--index-info"], { env, input: `${blobs.join("\n")}\n` });
    const tree = await git.text(["write-tree"], { env });
    const message = `${title}\n\nPlan-Digest: ${release.plan.digest}\n`;
    const committer = await asCommitter(context, git);
    return await committer.text(["commit-tree", tree, "-p", tip, "-F", "-"], { input: message });
  });
}

async function isHere(git: Git, commit: string): Promise<boolean> {
  const found = await git.run(["cat-file", "-e", `${commit}^{commit}`], { accept: [0, 1, 128] });
  return found.code === 0;
}
