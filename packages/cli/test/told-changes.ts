import type { Changeset } from "@releaser/core";
import { type MarkdownBlock, parseMarkdown, toWords } from "@releaser/testkit/markdown";

/** What notes tell of changesets, as sorted lists of letters and digits, so that two of them can be compared. */
export interface Told {
  /** Each bullet by kind: the words of its text and of the packages behind its first line. */
  readonly bullets: readonly string[];
  /** Each upgrade note: the words of its text, and of the packages below it. */
  readonly upgrades: readonly string[];
}

const kinds = ["Security", "Features", "Changes", "Deprecations", "Removals", "Fixes"] as readonly string[];

/** What notes tell, read back from their Markdown. */
export function toldIn(notes: string): Told {
  const sections = toSections(parseMarkdown(notes).children);
  const items = sections
    .filter(({ title }) => kinds.includes(title))
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === "list" ? block.children : [])));
  const upgrades = sections
    .filter(({ title }) => title === "Upgrade notes")
    .flatMap(({ blocks }) =>
      blocks.flatMap((block, at) => (block.type === "blockquote" ? [[block, ...blocks.slice(at + 1, at + 2)]] : [])),
    );
  return {
    bullets: items.map((item) => toBare(item.children.map((child) => toWords(child)).join(" "))).toSorted(),
    upgrades: upgrades.map((blocks) => toBare(blocks.map(toWords).join(" "))).toSorted(),
  };
}

/**
 * What notes owe some changesets: each with its whole text and its packages, as one bullet, or as one upgrade note where it
 * breaks something.
 */
export function toldOf(changesets: readonly Changeset[]): Told {
  const told = changesets.map((changeset) => toTold(changeset));
  return {
    bullets: told.flatMap(({ bullet }) => bullet ?? []).toSorted(),
    upgrades: told.flatMap(({ upgrade }) => upgrade ?? []).toSorted(),
  };
}

const kindWord = /^(?:added|changed|deprecated|fixed|removed|security):\s+/iu;

/** A line that says where a change came from: changelogs make a link of it, and it is no part of the text. */
const origin = /^(?:author|commit|pr): \S+\n/gmu;

function toTold({ summary: written, releases }: Changeset): { readonly bullet?: string; readonly upgrade?: string } {
  const summary = written.replaceAll(origin, "");
  const moved = releases.filter(({ type }) => type !== "none");
  const packages = moved.map(({ name }) => name).join(" ");
  const breaks = moved.some(({ type }) => type === "major");
  const [first, ...rest] = parseMarkdown(breaks ? summary : summary.trim().replace(kindWord, "")).children;
  const isProse = first?.type === "paragraph" || first?.type === "heading";
  const headline = isProse ? toWords(first) : undefined;
  const others = (isProse ? rest : [first, ...rest]).flatMap((block) => (block === undefined ? [] : toWords(block)));
  if (!breaks) return { bullet: toBare([headline ?? "In detail", packages, ...others].join(" ")) };
  return { upgrade: toBare([headline, ...others, packages].join(" ")) };
}

interface Section {
  readonly title: string;
  readonly blocks: readonly MarkdownBlock[];
}

function toSections(blocks: readonly MarkdownBlock[]): readonly Section[] {
  const starts = blocks.flatMap((block, at) => (block.type === "heading" && block.depth === 2 ? [at] : []));
  return starts.map((start, index) => ({
    title: blocks[start] === undefined ? "" : toWords(blocks[start]),
    blocks: blocks.slice(start + 1, starts[index + 1]),
  }));
}

function toBare(words: string): string {
  return words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
