import type { Plan } from "@releaser/core";
import { readHeadings } from "./changelog-lines.ts";
import { tell } from "./render-bullet.ts";
import { renderSuffix } from "./render-notes.ts";
import { type Change, type Kind, toChanges } from "./to-changes.ts";

export interface ChangelogEntry {
  readonly plan: Plan;
  /** `YYYY-MM-DD`. */
  readonly date: string;
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
 * `release/CHANGELOG.md` with the entry of a plan: at the top, or in the place of the entry that has its version. All
 * other text, a `[YANKED]` and the kind of line ends stay as they are. Applying it twice equals applying it once.
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
  const found = headings.findIndex(({ version }) => version === entry.plan.key);
  const existing = headings[found];
  const start = (existing ?? headings[0])?.at ?? lines.length;
  const end = existing === undefined ? start : (headings[found + 1]?.at ?? lines.length);
  const before = trimEnd(lines.slice(0, start));
  const behind = lines.slice(end);
  const rendered = renderEntry(entry, existing?.yanked ?? false);
  return [...before, ...(before.length > 0 ? [""] : []), ...rendered, ...(behind.length > 0 ? ["", ...behind] : [])];
}

function renderEntry({ plan, date }: ChangelogEntry, yanked: boolean): readonly string[] {
  const changes = toChanges(plan);
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
  const { headline } = tell(change.text);
  return `- ${change.kind === "breaking" ? "**Breaking:** " : ""}${headline ?? "See the notes."} ${renderSuffix(change)}`;
}

function withDefinition(definitions: readonly string[], { key }: Plan): readonly string[] {
  const own = `[${key}]: notes/${key}.md`;
  const at = definitions.findIndex((line) => line.startsWith(`[${key}]:`));
  return at === -1 ? [own, ...definitions] : definitions.with(at, own);
}

function trimEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
}
