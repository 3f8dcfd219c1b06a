import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkVersionCommit, renderVersionMessage } from "@releaser/provenance";
import { applyPlan, readWorkspace } from "@releaser/workspace";
import type { Git, Plan } from "@releaser/core";
import { type Context, maker } from "../context.ts";
import { failures } from "../failures.ts";
import { asCommitter } from "../release/as-committer.ts";
import { withWorktree } from "../release/linked-worktree.ts";
import { readIfThere } from "../release/read-if-there.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import { pendingRef } from "./recover-version.ts";
import { differences, foreignPaths, releaseFiles } from "./release-files.ts";
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
  await (options.commit ? moveBranch(git, commit) : leaveUncommitted(git, head, commit));
  return commit;
}

async function writeVersion(context: Context, plan: Plan, dir: string): Promise<void> {
  const before = readWorkspace(dir, workspaceOptions(context));
  const changelog = { module: fileURLToPath(import.meta.resolve("@releaser/notes")) };
  const { notices } = await applyPlan(before, plan, { engineRoot: context.engineRoot, changelog });
  for (const notice of notices) context.notice(notice);
  const date = context.clock.now().toISOString().slice(0, 10);
  for (const { path, content } of releaseFiles(plan, {
    date,
    changelog: readIfThere(join(dir, "release/CHANGELOG.md")),
  })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  const after = readWorkspace(dir, workspaceOptions(context));
  if (lockfileMoves(before, after)) await updateLockfile(after, context);
}

async function commitVersion(context: Context, plan: Plan, git: Git): Promise<string> {
  const tree = readWorkspace(git.dir, workspaceOptions(context));
  await git.text(["add", "--all", "--force", "--", ...(await changedPaths(git))]);
  const foreign = foreignPaths(await stagedPaths(git), tree, plan);
  if (foreign.length > 0) throw failures.E_VERSION_TOUCHED({ paths: foreign });
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

async function changedPaths(git: Git): Promise<readonly string[]> {
  const status = await git.run(["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"]);
  const plain = status.stdout
    .split("\0")
    .filter(Boolean)
    .map((entry) => entry.slice(3));
  return [...new Set([...plain, "release"])].filter((path) => path !== "release" || existsSync(join(git.dir, path)));
}

async function stagedPaths(git: Git): Promise<readonly string[]> {
  return (await git.text(["diff", "--cached", "--name-only", "--no-renames", "-z"])).split("\0").filter(Boolean);
}

async function moveBranch(git: Git, commit: string): Promise<void> {
  await git.text(["update-ref", pendingRef, commit]);
  await git.text(["merge", "--quiet", "--ff-only", "--no-verify-signatures", commit]);
  await git.text(["update-ref", "-d", pendingRef]);
}

async function leaveUncommitted(git: Git, head: string, commit: string): Promise<void> {
  // read-tree goes by file times alone, and takes a file that was only touched for a changed one.
  await git.run(["update-index", "-q", "--refresh"], { accept: [0, 1] });
  await git.text(["read-tree", "-m", "-u", head, commit]);
  await git.text(["read-tree", head]);
}
