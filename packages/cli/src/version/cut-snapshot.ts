import { applySnapshot, readWorkspace } from "@releaser/workspace";
import { moves, type Plan } from "@releaser/core";
import { type Context, producer } from "../context.ts";
import { asCommitter } from "../release/as-committer.ts";
import { withWorktree } from "../release/linked-worktree.ts";
import { branchOf, packerOf } from "../release/read-state.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import { inFolder } from "./in-folder.ts";
import { leaveUncommitted } from "./land-commit.ts";
import { ownChangelog } from "./own-changelog.ts";
import { refuseDirty } from "./refuse-dirty.ts";
import { stageChanges } from "./stage-changes.ts";

export interface SnapshotChoice {
  /** Stands in the versions, and is the dist-tag that fits them. */
  readonly tag: string | undefined;
  /** Whether the work tree stays as it is. */
  readonly dryRun: boolean;
}

/**
 * Leaves versions that nobody keeps in the work tree, all or nothing: they are written in a linked worktree first. Makes no
 * commit on any branch, no plan, notes or tag, and leaves train and lockfile alone. Gives what was written; where nothing
 * moves nothing is.
 */
export async function cutSnapshot(context: Context, { tag, dryRun }: SnapshotChoice): Promise<Plan> {
  const { git } = context;
  const head = await git.text(["rev-parse", "HEAD"]);
  return await withWorktree(git, head, async (dir) => {
    const { plan, notices } = await inFolder(dir, async () => await write(context, dir, { tag, commit: head }));
    for (const notice of notices) context.notice(notice);
    if (dryRun || !plan.releases.some((release) => moves(release))) return plan;
    const inside = await asCommitter(context, git.in(dir));
    await stageChanges(inside, readWorkspace(dir, workspaceOptions(context)), plan);
    await inside.text(["commit", "--quiet", "--no-verify", "--message=a snapshot, on no branch"]);
    const content = await inside.text(["rev-parse", "HEAD"]);
    await refuseDirty(git);
    await leaveUncommitted(git, head, content);
    return plan;
  });
}

async function write(
  context: Context,
  dir: string,
  snapshot: { readonly tag: string | undefined; readonly commit: string },
): ReturnType<typeof applySnapshot> {
  const workspace = readWorkspace(dir, workspaceOptions(context));
  return await applySnapshot(workspace, {
    snapshot,
    branch: branchOf(context, workspace),
    producer,
    packer: packerOf(workspace),
    engineRoot: context.engineRoot,
    changelog: ownChangelog(),
  });
}
