import { publicReleases } from "@releaser/core";
import { failureOf, verifyTag } from "@releaser/provenance";
import { readRelease } from "@releaser/workspace";
import { isRollbackOf } from "./is-latest.ts";
import { assetNames, type Release, tagOf } from "./release.ts";
import { fetchTagObject, remoteTags } from "./remote-tag.ts";
import type { Train } from "./train.ts";

/** A release that has to be finished first, and what it lacks. */
export interface Unfinished {
  readonly key: string;
  readonly lacks: string;
  readonly tagged: boolean;
}

type Earlier = Pick<Release, "commit" | "key" | "plan" | "tag">;

/**
 * The release before this one on its branch, where it is not finished: its tag is pushed, its packages are on the registry, and
 * its page is public. One that was given up by a signed `abandoned/<tag>`, or rolled back by a signed `rollback/<tag>-<n>`, is
 * passed over for the one before it. One whose smoke was filed on the branch was finished, wherever its page is by now.
 */
export async function unfinishedEarlier(train: Train): Promise<Unfinished | undefined> {
  const there = await remoteTags(train.git, train.remote);
  let commit = train.release.commit;
  for (;;) {
    const earlier = await releaseBefore(train, commit);
    if (earlier === undefined) return undefined;
    commit = earlier.commit;
    if (earlier.tag === train.release.tag) continue;
    const verdicts = await endings(train, earlier, there);
    if (verdicts.includes(undefined)) continue;
    const lacks = (await isFiled(train, earlier)) ? undefined : await lacking(train, earlier, there);
    return lacks === undefined
      ? undefined
      : {
          key: earlier.key,
          lacks: [lacks, ...verdicts].join("; "),
          tagged: there.has(earlier.tag),
        };
  }
}

/** Whether a signed tag says that a release is over without being finished. */
export async function isGivenUp(train: Train): Promise<boolean> {
  const there = await remoteTags(train.git, train.remote);
  return (await endings(train, train.release, there)).includes(undefined);
}

/** What is wrong with each tag that ends a release; undefined for one that counts. */
async function endings(
  train: Train,
  release: Earlier,
  there: ReadonlyMap<string, string>,
): Promise<readonly (string | undefined)[]> {
  const ends = [...there.keys()].filter((name) => endsRelease(name, release.tag));
  return await Promise.all(ends.map(async (name) => await wrongWith(train, release, { name, there })));
}

/** Whether a tag of that name says that a release is over without being finished. */
function endsRelease(name: string, tag: string): boolean {
  return name === `abandoned/${tag}` || isRollbackOf(tag, name);
}

/** The release before a commit on its first parents; undefined where there is none. */
export async function releaseBefore({ git }: Pick<Train, "git">, commit: string): Promise<Earlier | undefined> {
  const parent = await git.run(["rev-parse", "--quiet", "--verify", `${commit}^`], { accept: [0, 1, 128] });
  const found = parent.code === 0 ? await readRelease(git, { ref: parent.stdout.trim() }) : undefined;
  return found && { ...found, key: found.plan.key, tag: tagOf(found.plan) };
}

/** What is wrong with a tag that ends a release; undefined where a trusted signer made it for that very commit. */
async function wrongWith(
  train: Train,
  earlier: Earlier,
  { name, there }: { readonly name: string; readonly there: ReadonlyMap<string, string> },
): Promise<string | undefined> {
  const { git, context, trust } = train;
  const oid = await fetchTagObject(train, name, there.get(name));
  const failure = failureOf(await verifyTag({ git, exec: context.exec, name, oid, object: earlier.commit, ...trust }));
  return failure && `${name} does not count: ${failure.what}`;
}

async function isFiled({ git, release }: Train, { key }: Earlier): Promise<boolean> {
  const path = `${release.commit}:release/checksums/${assetNames(key).smoke}`;
  return (await git.run(["cat-file", "-e", path], { accept: [0, 1, 128] })).code === 0;
}

async function lacking(
  { page, registry, remote }: Train,
  { tag, plan }: Earlier,
  there: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  if (!there.has(tag)) return `${remote} does not have its tag ${tag}`;
  const packages = await Promise.all(
    publicReleases(plan).map(async ({ name, to }) =>
      (await registry.packument(name))?.time[to] === undefined ? [`${name}@${to}`] : [],
    ),
  );
  if (packages.flat().length > 0) return `the registry does not have ${packages.flat().join(", ")}`;
  const isShown = (await page.list(tag)).some(({ draft }) => !draft);
  return isShown ? undefined : `its release page is not public`;
}
