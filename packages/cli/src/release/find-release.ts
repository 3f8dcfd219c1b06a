import { checkRemote } from "@releaser/publishers";
import type { Git } from "@releaser/core";
import { readRelease, type Release } from "@releaser/workspace";
import type { Context } from "../context.ts";
import { fetchTagObject, localTag, remoteTags } from "./remote-tag.ts";

/** What is looked for. */
export interface Wanted {
  /** The last one unless told; `v` may stand before a version. */
  readonly key: string | undefined;
  readonly branch: string;
}

/**
 * The release of a key, or the last one, on the branch here, else at the remote, else on HEAD. Where a repository is only looked
 * at, a release that is on none of them is found by its tag, which outlives its branch.
 */
export async function findRelease(context: Context, { key, branch }: Wanted): Promise<Release | undefined> {
  const { git } = context;
  const ref = await firstThere(git, [`refs/heads/${branch}`, `refs/remotes/${remoteOf(context)}/${branch}`]);
  const named = key?.replace(/^v(?=\d)/u, "");
  const found = await readRelease(git, { ref: ref ?? "HEAD", ...(named !== undefined && { key: named }) });
  return found ?? (named === undefined || context.aside === undefined ? undefined : await findTagged(context, named));
}

/** The remote's tag of that name; undefined where there is no such remote. */
async function tagAt(context: Pick<Context, "config" | "git">, tag: string): Promise<string | undefined> {
  return (await tagsAt(context, [tag])).get(tag);
}

/** The remote's tags of some names, with their objects; a name may end in `*`. None where there is no such remote. */
export async function tagsAt(
  context: Pick<Context, "config" | "git">,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { git } = context;
  const remote = remoteOf(context);
  if (!(await git.text(["remote"])).split("\n").includes(remote)) return new Map();
  await checkRemote(git, remote);
  return await remoteTags(git, remote, names);
}

/** The name of the remote that releases go to. */
export function remoteOf({ config }: Pick<Context, "config">): string {
  return config.remote ?? "origin";
}

async function findTagged(context: Context, key: string): Promise<Release | undefined> {
  const { git } = context;
  const tag = /^\d/u.test(key) ? `v${key}` : key;
  const oid = (await localTag(git, tag)) ?? (await fetchTagged(context, tag));
  if (oid === undefined) return undefined;
  const peeled = await git.run(["rev-parse", "--quiet", "--verify", `${oid}^{commit}`], { accept: [0, 1, 128] });
  return peeled.code === 0 ? await readRelease(git, { ref: peeled.stdout.trim(), key }) : undefined;
}

async function fetchTagged(context: Context, tag: string): Promise<string | undefined> {
  return await fetchTagObject({ git: context.git, remote: remoteOf(context) }, tag, await tagAt(context, tag));
}

async function firstThere(git: Git, refs: readonly string[]): Promise<string | undefined> {
  for (const ref of refs) {
    const found = await git.run(["rev-parse", "--quiet", "--verify", ref], { accept: [0, 1, 128] });
    if (found.code === 0) return ref;
  }
  return undefined;
}
