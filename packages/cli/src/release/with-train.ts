import { join } from "node:path";
import { openDirectoryPage } from "@releaser/publishers";
import { readWorkspace } from "@releaser/workspace";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { once } from "../once.ts";
import { findRelease, remoteOf, tagsAt } from "./find-release.ts";
import { checkOutAside } from "./git-aside.ts";
import { workspaceOptions } from "./workspace-options.ts";
import { installDependencies } from "./install-dependencies.ts";
import { isCheckedOut, withWorktree } from "./linked-worktree.ts";
import { ensureOwnFolder } from "./own-folder.ts";
import { ownRegistries } from "./own-registries.ts";
import { branchOf } from "./read-state.ts";
import { type Release, tagOf } from "./release.ts";
import { findRollbackTag } from "../rollback/rollback-tag.ts";
import type { Train } from "./train.ts";
import { trustOf } from "./trust-of.ts";

/** Opens the release of a key, or the branch's last one, on a checkout of exactly its commit. Throws `E_RELEASE_UNKNOWN`. */
export async function withTrain<T>(
  context: Context,
  key: string | undefined,
  work: (train: Train) => Promise<T>,
): Promise<T> {
  const branch = branchOf(context, readWorkspace(context.root, workspaceOptions(context)));
  const found = await findRelease(context, { key, branch });
  if (!found) throw failures.E_RELEASE_UNKNOWN({ key: key ?? "with a release/plan.json", branch });
  const open = async (checkout: string): Promise<T> =>
    await work(await openTrain(context, { ...found, branch, checkout }));
  const { git, aside, root } = context;
  if (aside !== undefined) return await open(await checkOutAside(git, found.commit, aside));
  return (await isCheckedOut(git, found.commit)) ? await open(root) : await withWorktree(git, found.commit, open);
}

interface Found {
  readonly commit: string;
  readonly plan: Release["plan"];
  readonly branch: string;
  readonly checkout: string;
}

async function openTrain(context: Context, { commit, plan, branch, checkout }: Found): Promise<Train> {
  const { git, root, registry } = context;
  const remote = remoteOf(context);
  const release: Release = {
    key: plan.key,
    tag: tagOf(plan),
    commit,
    plan,
    checkout,
    packed: join(ensureOwnFolder(context, "packed"), plan.key),
  };
  const workspace = readWorkspace(checkout, workspaceOptions(context));
  const ends = await tagsAt(context, [release.tag, `rollback/${release.tag}-*`]);
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
