import compare from "semver/functions/compare.js";
import valid from "semver/functions/valid.js";
import type { Change, Kind } from "./change.ts";
import { readHeadings, versionOfDefinition } from "./changelog-lines.ts";
import type { ReleaseCommit, ReleaseContent } from "./release-content.ts";
import { elsewhere, tell } from "./render-bullet.ts";
import { renderSuffix } from "./render-suffix.ts";
import { toChanges } from "./to-changes.ts";

export interface ChangelogEntry {
  readonly plan: ReleaseContent;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** As for the notes. */
  readonly commits?: readonly ReleaseCommit[];
}

const preamble = [
  "# Changelog",
  "",
  "What each release of this repository brought, newest first, after [Keep a Changelog 1.1](https://keepachangelog.com/en/1.1.0/).",
  "The version behind each heading leads to its full notes.",
];

const sections: readonly (readonly [string, readonly Kind[]])[] = [
  ["Added", ["added"]],
  ["Changed", ["breaking", "changed"]],
  ["Deprecated", ["deprecated"]],
  ["Removed", ["removed"]],
  ["Fixed", ["fixed"]],
  ["Security", ["security"]],
];

const definition = /^\[[^\]]+\]:\s/u;

/**
 * `release/CHANGELOG.md` with the entry of a plan: above the first lower version, so below `[Unreleased]`, or in the place
 * of the entry that has its version. All other text, a `[YANKED]` and the kind of line ends stay as they are. Applying it
 * twice equals applying it once.
 */
export function upsertChangelogEntry(changelog: string | undefined, entry: ChangelogEntry): string {
  const eol = changelog?.includes("\r\n") ? "\r\n" : "\n";
  const { lines, definitions } = takeApart(changelog);
  const text = trimEnd(withEntry(lines, entry));
  const foot = withDefinition(definitions, entry.plan);
  return [...text, "", ...foot, ""].join(eol);
}

function takeApart(changelog: string | undefined): {
  readonly lines: readonly string[];
  readonly definitions: readonly string[];
} {
  const lines = changelog === undefined || changelog.trim() === "" ? preamble : changelog.split(/\r?\n/u);
  const end = lines.findLastIndex((line) => line.trim() !== "" && !definition.test(line)) + 1;
  return { lines: trimEnd(lines.slice(0, end)), definitions: lines.slice(end).filter((line) => line.trim() !== "") };
}

function withEntry(lines: readonly string[], entry: ChangelogEntry): readonly string[] {
  const headings = readHeadings(lines);
  const existing = headings.find(({ version }) => version === entry.plan.key);
  const below = headings.find(({ version }) => !isHigher(version, entry.plan.key));
  const start = (existing ?? below)?.at ?? headings.at(-1)?.end ?? lines.length;
  const before = trimEnd(lines.slice(0, start));
  const behind = lines.slice(existing?.end ?? start);
  const rendered = renderEntry(entry, existing?.yanked ?? false);
  return [...before, ...(before.length > 0 ? [""] : []), ...rendered, ...(behind.length > 0 ? ["", ...behind] : [])];
}

/** Whether a version goes above another, as a prerelease goes below its release. Keys without an order come as they come. */
function isHigher(version: string, other: string): boolean {
  return valid(version) !== null && valid(other) !== null && compare(version, other) > 0;
}

function renderEntry({ plan, date, commits }: ChangelogEntry, yanked: boolean): readonly string[] {
  const changes = toChanges(plan, commits);
  const parts = sections.flatMap(([title, kinds]) =>
    renderSection(
      title,
      changes.filter(({ kind }) => kinds.includes(kind)),
    ),
  );
  const text = parts.length > 0 ? parts : ["", "No change of its own: packages follow their dependencies."];
  return [`## [${plan.key}] - ${date}${yanked ? " [YANKED]" : ""}`, ...text];
}

function renderSection(title: string, changes: readonly Change[]): readonly string[] {
  return changes.length === 0 ? [] : ["", `### ${title}`, "", ...changes.map(renderChange)];
}

function renderChange(change: Change): string {
  const { headline } = tell(change.text, elsewhere);
  return `- ${change.kind === "breaking" ? "**Breaking:** " : ""}${headline ?? "See the notes."} ${renderSuffix(change)}`;
}

function withDefinition(definitions: readonly string[], { key }: ReleaseContent): readonly string[] {
  const own = `[${key}]: notes/${key}.md`;
  const versions = definitions.map(versionOfDefinition);
  const at = versions.indexOf(key);
  if (at !== -1) return definitions.with(at, own);
  const below = versions.findIndex((version) => version !== undefined && !isHigher(version, key));
  return definitions.toSpliced(below === -1 ? definitions.length : below, 0, own);
}

function trimEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
}
