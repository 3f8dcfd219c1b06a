import type { Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";

/** One block of a text. */
export type MarkdownBlock = RootContent;

/** Markdown in GitHub's dialect, taken apart; every node has its place. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [placed] });
}

/** The transforms look for bare addresses a second time, and the nodes that they make have no place. */
const placed = gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension);

/** What a reader sees of it, without marks. */
export function toWords(node: Nodes): string {
  return toString(node);
}
