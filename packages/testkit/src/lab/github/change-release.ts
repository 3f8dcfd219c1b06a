import type { Call } from "./call.ts";
import { invalid } from "./exchange.ts";
import { takeId, type GitHubRelease } from "./github-state.ts";
import { makeTag, readRefs } from "./refs.ts";

const longestBody = 125_000;

/** What the body of a request makes of a release. Throws before anything is changed where GitHub would refuse it. */
export function changeRelease(call: Call, release: GitHubRelease): void {
  const wanted = toWanted(call.json, release);
  refuse(call, release, wanted);
  const isPublished = release.draft && !wanted.draft;
  Object.assign(release, wanted);
  if (isPublished) publish(call, release);
  markLatest(call, release, isPublished);
  openDiscussion(call, release);
}

type Wanted = Pick<GitHubRelease, "body" | "draft" | "prerelease" | "tag" | "target" | "title">;

function toWanted(json: Call["json"], before: GitHubRelease): Wanted {
  const text = (name: string, current: string | undefined): string | undefined =>
    typeof json[name] === "string" ? json[name] : current;
  const flag = (name: string, current: boolean): boolean => (typeof json[name] === "boolean" ? json[name] : current);
  return {
    tag: text("tag_name", before.tag) ?? "",
    target: text("target_commitish", before.target) ?? "",
    title: text("name", before.title),
    body: text("body", before.body),
    draft: flag("draft", before.draft),
    prerelease: flag("prerelease", before.prerelease),
  };
}

function refuse({ repository, json }: Call, release: GitHubRelease, wanted: Wanted): void {
  if (wanted.tag === "") throw invalid("Release.tag_name", "missing_field");
  if ((wanted.body ?? "").length > longestBody) {
    throw invalid("Release.body", "custom", `body is too long (maximum is ${longestBody} characters)`);
  }
  if (release.immutable && (wanted.draft || wanted.tag !== release.tag || wanted.target !== release.target)) {
    throw invalid("Release.tag_name", "custom", "Cannot change the tag of an immutable release.");
  }
  if (wanted.draft) return;
  const taken = repository.releases.some(({ id, draft, tag }) => id !== release.id && !draft && tag === wanted.tag);
  if (taken) throw invalid("Release.tag_name", "already_exists");
  if (repository.burntTags.includes(wanted.tag)) {
    throw invalid("Release.tag_name", "custom", "tag_name was used by an immutable release");
  }
  const category = json["discussion_category_name"];
  if (typeof category === "string" && !repository.categories.includes(category)) {
    throw invalid("Release.discussion_category_name", "invalid");
  }
}

function publish({ repository, now }: Call, release: GitHubRelease): void {
  release.publishedAt = now;
  release.immutable = repository.immutableReleases;
  if (!readRefs(repository).has(`refs/tags/${release.tag}`)) makeTag(repository, release.tag, release.target);
}

/** "Drafts and prereleases cannot be set as latest. Defaults to true for newly published releases." */
function markLatest({ repository, json }: Call, release: GitHubRelease, isPublished: boolean): void {
  const asked = json["make_latest"] ?? (isPublished ? "true" : undefined);
  const isLatest = repository.latest === release.id;
  if (!release.draft && !release.prerelease && (asked === "true" || asked === "legacy")) repository.latest = release.id;
  else if (isLatest && (asked === "false" || release.prerelease)) repository.latest = undefined;
}

/** "If there is already a discussion linked to the release, this parameter is ignored." A draft gets none yet. */
function openDiscussion({ state, json }: Call, release: GitHubRelease): void {
  if (typeof json["discussion_category_name"] !== "string" || release.draft) return;
  release.discussion ??= takeId(state);
}
