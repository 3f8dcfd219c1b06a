import semver from "semver";

/** The tags that may move from release to release: all of them, those of a major, those of a minor version. */
export const movingTags = ["latest", "major", "minor"] as const;

export type MovingTag = (typeof movingTags)[number];

/** What a moving tag is called for a version: `latest`, `1`, `1.4`. */
export function movingTagName(tag: MovingTag, version: semver.SemVer): string {
  if (tag === "latest") return tag;
  return tag === "major" ? `${version.major}` : `${version.major}.${version.minor}`;
}

/** The highest version among an image's tags that a moving tag would rather name than this one; undefined where there is none. */
export function laterVersion(tag: MovingTag, version: semver.SemVer, tags: readonly string[]): string | undefined {
  return tags
    .flatMap((one) => semver.parse(one) ?? [])
    .filter((other) => other.prerelease.length === 0 && semver.gt(other, version) && isOfSame(tag, version, other))
    .toSorted(semver.rcompare)[0]?.version;
}

function isOfSame(tag: MovingTag, one: semver.SemVer, other: semver.SemVer): boolean {
  if (tag === "latest") return true;
  return one.major === other.major && (tag === "major" || one.minor === other.minor);
}
