import type { Git, HistoryGap, Workspace } from "@releaser/core";
import { failures } from "../failures.ts";
import { lastRelease } from "../notes/release-commits.ts";
import { resolveCommit } from "../release/resolve-commit.ts";

/**
 * The commit that changes are counted from: where HEAD and what was named have last been one, else where the branch left its
 * base; undefined where it is each package's last tag. Throws `E_USAGE` where it cannot be told.
 */
export async function countedFrom(
  git: Git,
  workspace: Workspace,
  named: string | undefined,
): Promise<string | undefined> {
  const { gap, base } = workspace.history();
  if (gap !== undefined && gap !== "no tags") throw failures.E_USAGE({ message: untold[gap] });
  if (named !== undefined) return await resolveSince(git, named);
  if (gap === undefined) return base();
  const from = base() ?? (await lastRelease(git));
  if (from !== undefined) return from;
  throw failures.E_USAGE({ message: "there is no release here to count from; --since <ref> says from where" });
}

/** Why it cannot be told what changed. */
const untold: Readonly<Record<Exclude<HistoryGap, "no tags">, string>> = {
  "no repository": "there are no commits to make changesets of: this is no git repository",
  "no commits": "there are no commits to make changesets of yet",
  "shallow clone":
    "this clone is shallow and does not tell what changed: git fetch --unshallow --tags, then the same again",
};

/** Where HEAD and what was named have last been one. */
async function resolveSince(git: Git, name: string): Promise<string> {
  const commit = await resolveCommit(git, name);
  const base = commit === undefined ? undefined : await git.run(["merge-base", "HEAD", commit], { accept: [0, 1] });
  if (base?.code === 0) return base.stdout.trim();
  throw failures.E_USAGE({ message: `--since ${name} names no tag, branch or commit that HEAD comes from` });
}
