import { ReleaserError } from "@releaser/core";
import { readPacked } from "./packed-release.ts";
import { pageOf } from "./page-of.ts";
import { releaseTags } from "./release-tags.ts";
import { fetchTags, localTag, remoteTags, taggedChecksums } from "./remote-tag.ts";
import type { Train } from "./train.ts";

/** Whether this run has given way to another. Where that cannot be told, what stopped it is told instead: false. */
export async function giveWay(train: Train): Promise<boolean> {
  return await tryGiveWay(train).catch((error: unknown) => {
    if (error instanceof ReleaserError) return false;
    throw error;
  });
}

/**
 * Whether another run pushed the tag of this release since this one began: its tags are taken here then, and a draft of bytes
 * that lost is discarded. The push of the tag is the lock: nothing of the loser's went to a registry.
 */
async function tryGiveWay(train: Train): Promise<boolean> {
  const { context, git, page, release, remote } = train;
  if (train.tagged) return false;
  const there = await remoteTags(git, remote);
  if (!there.has(release.tag)) return false;
  await fetchTags(train, releaseTags(train), there);
  if ((await localTag(git, release.tag)) !== there.get(release.tag)) return false;
  const own = await readPacked(release);
  if (own !== undefined && own.digest !== (await taggedChecksums(git, release.tag))) {
    const draft = await pageOf(train, own.digest)();
    if (draft?.draft === true) await page.discard(draft.id);
  }
  context.notice(`another run pushed ${release.tag} first: going on with what it signs`);
  return true;
}
