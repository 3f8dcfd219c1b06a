import type { Nodes, Root, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";

/** One block of a text. */
export type MarkdownBlock = RootContent;

/** Markdown in GitHub's dialect, taken apart. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** What a reader sees of it, without marks. */
export function toWords(node: Nodes): string {
  return toString(node);
}

export interface MarkdownPlace {
  /** Whether a file is there, by its path relative to the text's own folder. */
  readonly exists: (path: string) => boolean;
}

/**
 * What is wrong with a text that is to be read on GitHub, a line for each: raw HTML, a heading that skips a level, a row of
 * a table with more or fewer cells than its head, a link to a file or heading that is not there, a reference that is not defined.
 */
export function markdownProblems(markdown: string, place: MarkdownPlace): readonly string[] {
  const nodes = nodesOf(parseMarkdown(markdown));
  const anchors = new Set(nodes.flatMap((node) => (node.type === "heading" ? toAnchor(toString(node)) : [])));
  return [...nodes.flatMap((node) => problemsOf(node, { ...place, anchors })), ...jumps(nodes)];
}

function nodesOf(node: Nodes): readonly Nodes[] {
  return "children" in node ? [node, ...node.children.flatMap((child) => nodesOf(child))] : [node];
}

interface Looking extends MarkdownPlace {
  readonly anchors: ReadonlySet<string>;
}

function problemsOf(node: Nodes, looking: Looking): readonly string[] {
  switch (node.type) {
    case "html":
      return [`raw HTML: ${node.value}`];
    case "table":
      return ragged(node);
    case "definition":
    case "image":
    case "link":
      return leads(node.url, looking) ? [] : [`a link that leads nowhere: ${node.url}`];
    case "text":
      return /\]\[[^\]]*\]/u.test(node.value) ? [`a reference that is not defined: ${node.value}`] : [];
    case "heading":
      return node.children
        .filter((child) => child.type === "text" && /\[(?!YANKED)[^\]]+\]/u.test(child.value))
        .map((child) => `a reference that is not defined: ${toString(child)}`);
    default:
      return [];
  }
}

function ragged({ children }: Table): readonly string[] {
  const width = children[0]?.children.length;
  return children
    .filter((row) => row.children.length !== width)
    .map((row) => `a row of ${row.children.length} cells below a head of ${width}: ${toString(row)}`);
}

function leads(url: string, { anchors, exists }: Looking): boolean {
  if (/^(?:https?|mailto):/u.test(url)) return true;
  const [path = "", anchor] = url.split("#");
  if (path === "") return anchor !== undefined && anchors.has(anchor);
  return exists(decodeURIComponent(path));
}

function toAnchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/gu, "-");
}

function jumps(nodes: readonly Nodes[]): readonly string[] {
  const headings = nodes.filter((node) => node.type === "heading");
  return headings.flatMap((heading, at) => {
    const before = headings[at - 1]?.depth ?? heading.depth;
    return heading.depth > before + 1 ? [`a heading of level ${heading.depth} below one of ${before}`] : [];
  });
}
