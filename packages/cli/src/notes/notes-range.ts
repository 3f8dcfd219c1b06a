import type { Git } from "@releaser/core";
import semver from "semver";
import { failures } from "../failures.ts";
import { resolveCommit } from "../release/resolve-commit.ts";

/** One end of a range. */
export interface RangeEnd {
  /** As it is told: a tag, or what was typed. */
  readonly name: string;
  readonly commit: string;
  /** The version that it names, as `1.4.0` for `v1.4.0`; undefined where it names none of the whole repository. */
  readonly version: string | undefined;
}

export interface NotesRange {
  /** Undefined where nothing was released before. */
  readonly from: RangeEnd | undefined;
  readonly to: RangeEnd;
}

/**
 * The range that notes are asked of. Without `to` it is the version tag at HEAD, or HEAD itself; without `from` the tag of
 * the same form that comes before, or the nearest one. Throws `E_NOTES_RANGE` for what is unknown or in the wrong order.
 */
export async function resolveRange(git: Git, asked: { from?: string; to?: string }): Promise<NotesRange> {
  const to = await resolveEnd(git, asked.to ?? (await tagAtHead(git)) ?? "HEAD");
  const name = asked.from ?? (await previousTag(git, to));
  const from = name === undefined ? undefined : await resolveEnd(git, name);
  if (from !== undefined && !(await isAncestor(git, from.commit, to.commit))) {
    throw await failRange(git, { ref: from.name, why: `it does not come before ${to.name}`, lacks: "names" });
  }
  return { from, to };
}

async function resolveEnd(git: Git, name: string): Promise<RangeEnd> {
  const commit = await resolveCommit(git, name);
  if (commit !== undefined) return { name, commit, version: toVersion(name) };
  throw await failRange(git, { ref: name, why: "it is no tag, branch or commit that is known here", lacks: "names" });
}

interface NoRange {
  readonly ref: string;
  readonly why: string;
  /** What the clone lacks where it is not shallow. */
  readonly lacks: "names" | "objects";
}

/** `E_NOTES_RANGE`, with the way to what the clone lacks: in a shallow one that is its history, whatever else. */
export async function failRange(git: Git, { ref, why, lacks }: NoRange): Promise<Error> {
  const shallow = (await git.text(["rev-parse", "--is-shallow-repository"])) === "true";
  return failures.E_NOTES_RANGE({ ref, why, lacks: shallow ? "history" : lacks });
}

function toVersion(tag: string): string | undefined {
  const [, version] = /^v?(\d.*)$/u.exec(tag) ?? [];
  return version !== undefined && semver.valid(version) === version ? version : undefined;
}

async function tagAtHead(git: Git): Promise<string | undefined> {
  const tags = (await git.text(["tag", "--points-at", "HEAD"])).split("\n");
  return highest(tags.filter((tag) => toVersion(tag) !== undefined));
}

/** A stable version follows a stable one, whatever prereleases lie between. */
async function previousTag(git: Git, { name, commit }: RangeEnd): Promise<string | undefined> {
  const listed = await git.text(["for-each-ref", `--merged=${commit}`, "--format=%(refname:strip=2)", "refs/tags"]);
  const tags = listed.split("\n").flatMap((tag) => parseTag(tag) ?? []);
  const own = parseTag(name);
  if (own === undefined) return highest(tags.filter(({ prefix }) => prefix === "v").map(({ tag }) => tag));
  const lower = tags.filter(
    ({ prefix, version }) =>
      prefix === own.prefix &&
      version.compare(own.version) < 0 &&
      (own.version.prerelease.length > 0 || version.prerelease.length === 0),
  );
  return highest(lower.map(({ tag }) => tag));
}

interface VersionTag {
  readonly tag: string;
  /** `v`, nothing, or a package's name and `@`. */
  readonly prefix: string;
  readonly version: semver.SemVer;
}

function parseTag(tag: string): VersionTag | undefined {
  const [, prefix = "", text = ""] = /^(v|.+@|)(\d.*)$/u.exec(tag) ?? [];
  const version = semver.parse(text);
  return version === null ? undefined : { tag, prefix, version };
}

function highest(tags: readonly string[]): string | undefined {
  const parsed = tags.flatMap((tag) => parseTag(tag) ?? []);
  return parsed.toSorted((a, b) => b.version.compare(a.version))[0]?.tag;
}

async function isAncestor(git: Git, commit: string, of: string): Promise<boolean> {
  return (await git.run(["merge-base", "--is-ancestor", commit, of], { accept: [0, 1] })).code === 0;
}
