import type { Nodes, Parents } from "mdast";
import { visitParents } from "unist-util-visit-parents";
import { blockProblems } from "./block-problems.ts";
import { headingProblems, type PlacedHeading } from "./heading-problems.ts";
import { type Exists, linkProblems } from "./link-problems.ts";
import { parseMarkdown } from "./parse-markdown.ts";

export interface MarkdownOptions {
  /** Every file is there unless told. */
  readonly exists?: Exists;
}

/**
 * What is wrong with a text of ours as GitHub reads it, each as `line: problem`, by line: links that lead nowhere,
 * references without a definition, headings that skip a level or were put in by somebody's text, ragged tables, fences
 * without an end, HTML other than our own markers and `<details>`. Empty where it is sound.
 */
export function markdownProblems(text: string, { exists = () => true }: MarkdownOptions = {}): readonly string[] {
  const root = parseMarkdown(text);
  const nodes: Nodes[] = [];
  const headings: PlacedHeading[] = [];
  visitParents(root, (node: Nodes, ancestors: readonly Parents[]) => {
    nodes.push(node);
    if (node.type === "heading") headings.push({ node, ancestors: [...ancestors] });
  });
  const problems = [
    ...linkProblems({ nodes, text, exists }),
    ...headingProblems(headings, text),
    ...blockProblems(nodes, text),
  ];
  return problems.toSorted((a, b) => a.line - b.line).map(({ line, what }) => `${line}: ${what}`);
}
