import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkVersionCommit, renderVersionMessage } from "@releaser/provenance";
import { applyPlan, readWorkspace } from "@releaser/workspace";
import type { Git, Plan, Workspace } from "@releaser/core";
import { type Context, maker } from "../context.ts";
import { failures } from "../failures.ts";
import { readReferencePlaces } from "../notes/reference-places.ts";
import { lastRelease, releaseCommits } from "../notes/release-commits.ts";
import { asCommitter } from "../release/as-committer.ts";
import { withWorktree } from "../release/linked-worktree.ts";
import { readIfThere } from "../release/read-if-there.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import { ownChangelog } from "./own-changelog.ts";
import { planPage } from "./plan-page.ts";
import { inFolder } from "./in-folder.ts";
import { leaveUncommitted, moveBranch } from "./land-commit.ts";
import { refuseDirty } from "./refuse-dirty.ts";
import { releaseDate } from "./release-date.ts";
import { differences, type FileContent, releaseFiles } from "./release-files.ts";
import { stageChanges } from "./stage-changes.ts";
import { lockfileMoves, updateLockfile } from "./update-lockfile.ts";

/**
 * Makes the version commit of a plan and moves the branch to it, all or nothing: everything is written and committed in a
 * linked worktree, read back and compared, and only then is the branch fast-forwarded. With `commit: false` the same
 * content is left in the work tree for something else to commit.
 */
export async function cutVersion(context: Context, plan: Plan, options: { readonly commit: boolean }): Promise<string> {
  const { git } = context;
  const head = await git.text(["rev-parse", "HEAD"]);
  const commit = await withWorktree(git, head, async (dir) => {
    await writeVersion(context, plan, dir);
    return commitVersion(context, plan, await asCommitter(context, git.in(dir)));
  });
  // A module of the repository may have written beside the linked worktree.
  await refuseDirty(git);
  await (options.commit ? moveBranch(git, commit) : leaveUncommitted(git, head, commit));
  return commit;
}

async function writeVersion(context: Context, plan: Plan, dir: string): Promise<void> {
  const before = readWorkspace(dir, workspaceOptions(context));
  const { engineRoot } = context;
  const { notices } = await inFolder(
    dir,
    async () => await applyPlan(before, plan, { engineRoot, changelog: ownChangelog() }),
  );
  for (const notice of notices) context.notice(notice);
  for (const { path, content } of await toFiles(context, { plan, dir, before })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  const after = readWorkspace(dir, workspaceOptions(context));
  const locked = before.lockfile === undefined ? undefined : readIfThere(join(dir, before.lockfile));
  if (lockfileMoves(before, after, locked)) await updateLockfile(after, context);
}

interface Written {
  readonly plan: Plan;
  readonly dir: string;
  /** The workspace before the plan was applied. */
  readonly before: Workspace;
}

async function toFiles(context: Context, { plan, dir, before }: Written): Promise<readonly FileContent[]> {
  const since = await lastRelease(context.git.in(dir));
  const read = (path: string): string | undefined => readIfThere(join(dir, path));
  const files = releaseFiles(plan, {
    date: releaseDate(context),
    commits: releaseCommits(before, { since, changesets: plan.changesets }),
    places: readReferencePlaces(dir, plan),
    signers: context.config.allowedSigners,
    read,
  });
  return [...files, ...(await planPage(context, plan, { workspace: before, read }))];
}

async function commitVersion(context: Context, plan: Plan, git: Git): Promise<string> {
  const tree = readWorkspace(git.dir, workspaceOptions(context));
  await stageChanges(git, tree, plan);
  const message = renderVersionMessage(plan, maker);
  await git.text(["commit", "--quiet", "--no-verify", "--cleanup=verbatim", "--file=-"], { input: message });
  const commit = await git.text(["rev-parse", "HEAD"]);
  const problems = [
    ...checkVersionCommit(await git.text(["log", "-1", "--format=%B"]), plan, maker),
    ...differences(plan, tree),
  ];
  if (problems.length > 0) throw failures.E_COMMIT_DIFFERS({ commit, problems });
  return commit;
}
