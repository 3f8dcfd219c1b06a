import { join } from "node:path";
import { checkRemote, openDirectoryPage } from "@releaser/publishers";
import { readRelease, readWorkspace } from "@releaser/workspace";
import type { Git } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { once } from "../once.ts";
import { workspaceOptions } from "./workspace-options.ts";
import { installDependencies } from "./install-dependencies.ts";
import { withWorktree } from "./linked-worktree.ts";
import { ensureOwnFolder } from "./own-folder.ts";
import { ownRegistries } from "./own-registries.ts";
import { branchOf } from "./read-state.ts";
import { type Release, tagOf } from "./release.ts";
import { findRollbackTag } from "../rollback/rollback-tag.ts";
import { remoteTags } from "./remote-tag.ts";
import type { Train } from "./train.ts";
import { trustOf } from "./trust-of.ts";

/** Opens the release of a key, or the branch's last one, on a checkout of exactly its commit. Throws `E_RELEASE_UNKNOWN`. */
export async function withTrain<T>(
  context: Context,
  key: string | undefined,
  work: (train: Train) => Promise<T>,
): Promise<T> {
  const branch = branchOf(context, readWorkspace(context.root, workspaceOptions(context)));
  const found = await findRelease(context, branch, key);
  if (!found) throw failures.E_RELEASE_UNKNOWN({ key: key ?? "with a release/plan.json", branch });
  const open = async (checkout: string): Promise<T> =>
    await work(await openTrain(context, { ...found, branch, checkout }));
  return (await isCheckedOut(context.git, found.commit))
    ? await open(context.root)
    : await withWorktree(context.git, found.commit, open);
}

/** The release of a key, or the last one, on the branch here, else at the remote, else on HEAD. */
async function findRelease(context: Context, branch: string, key: string | undefined): ReturnType<typeof readRelease> {
  const ref = await firstThere(context.git, [
    `refs/heads/${branch}`,
    `refs/remotes/${context.config.remote ?? "origin"}/${branch}`,
  ]);
  return await readRelease(context.git, {
    ref: ref ?? "HEAD",
    ...(key !== undefined && { key: key.replace(/^v(?=\d)/u, "") }),
  });
}

async function firstThere(git: Git, refs: readonly string[]): Promise<string | undefined> {
  for (const ref of refs) {
    const found = await git.run(["rev-parse", "--quiet", "--verify", ref], { accept: [0, 1, 128] });
    if (found.code === 0) return ref;
  }
  return undefined;
}

async function isCheckedOut(git: Git, commit: string): Promise<boolean> {
  const head = await git.text(["rev-parse", "HEAD"]);
  return head === commit && (await git.text(["status", "--porcelain"])) === "";
}

interface Found {
  readonly commit: string;
  readonly plan: Release["plan"];
  readonly branch: string;
  readonly checkout: string;
}

async function openTrain(context: Context, { commit, plan, branch, checkout }: Found): Promise<Train> {
  const { git, root, registry } = context;
  const remote = context.config.remote ?? "origin";
  const release: Release = {
    key: plan.key,
    tag: tagOf(plan),
    commit,
    plan,
    checkout,
    packed: join(ensureOwnFolder(root, "packed"), plan.key),
  };
  const workspace = readWorkspace(checkout, workspaceOptions(context));
  const ends = await readEnds(git, remote, release.tag);
  const train: Train = {
    context,
    release,
    workspace,
    git,
    registry: registry.withOwn(ownRegistries(workspace)),
    page: context.page ?? openDirectoryPage(join(root, ".releaser", "no-page")),
    remote,
    branch,
    trust: await trustOf(context, commit),
    prepare: once(() => (checkout === root ? Promise.resolve() : installDependencies(context, workspace))),
    tagged: ends.has(release.tag),
    rolledBack: undefined,
  };
  const rolledBack = (await findRollbackTag(train, ends))?.name;
  if (rolledBack !== undefined) context.notice(`${release.tag} was rolled back: ${rolledBack}`);
  return { ...train, rolledBack };
}

/** The remote's tag of a release, and those that say that it was rolled back. */
async function readEnds(git: Git, remote: string, tag: string): Promise<ReadonlyMap<string, string>> {
  if (!(await git.text(["remote"])).split("\n").includes(remote)) return new Map();
  await checkRemote(git, remote);
  return await remoteTags(git, remote, [tag, `rollback/${tag}-*`]);
}
