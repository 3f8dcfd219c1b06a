import semver from "semver";
import { remoteTags } from "./remote-tag.ts";
import type { Train } from "./train.ts";

/**
 * Whether a release is the one that people are shown as the latest: none with a higher version has a public page. It never moves
 * backwards, is never a prerelease, and never one that was rolled back; where there is no train, it is whichever came last.
 */
export async function isLatest({ git, page, remote, release }: Train): Promise<boolean> {
  const tags = [...(await remoteTags(git, remote)).keys()];
  const version = semver.parse(release.key);
  if (!version || version.prerelease.length > 0) return release.plan.train === null;
  if (isRolledBack(release.tag, tags)) return false;
  for (const tag of higherTags(version, tags)) {
    if ((await page.list(tag)).some(({ draft }) => !draft)) return false;
  }
  return true;
}

/** The tags of higher versions that could be the latest, the highest first: it most probably is the latest, so it is asked for first. */
export function higherTags(version: semver.SemVer, tags: readonly string[]): readonly string[] {
  return stableVersions(tags)
    .filter((other) => semver.gt(other, version))
    .map((other) => `v${other.version}`);
}

/** What was released by its tags and is neither a prerelease nor rolled back, the highest first. */
export function stableVersions(tags: readonly string[]): readonly semver.SemVer[] {
  return tags
    .filter((tag) => /^v\d/u.test(tag) && !isRolledBack(tag, tags))
    .flatMap((tag) => semver.parse(tag.slice(1)) ?? [])
    .filter(({ prerelease }) => prerelease.length === 0)
    .toSorted(semver.rcompare);
}

/** Whether a tag of that name says that the release of a tag was rolled back. That of a prerelease begins like that of its version. */
export function isRollbackOf(tag: string, name: string): boolean {
  const prefix = `rollback/${tag}-`;
  return name.startsWith(prefix) && /^\d+$/u.test(name.slice(prefix.length));
}

function isRolledBack(tag: string, tags: readonly string[]): boolean {
  return tags.some((name) => isRollbackOf(tag, name));
}
