import type { Code, Html, Nodes, Paragraph, Table } from "mdast";
import { at, type Problem, sourceOf } from "./problem.ts";

/** Tables with rows of another length or that are none, fences without an end, and HTML other than our own. */
export function blockProblems(nodes: readonly Nodes[], text: string): readonly Problem[] {
  const html = nodes.filter((node) => node.type === "html");
  const front: readonly Problem[] = /^---\s*$/mu.exec(text)?.index === 0 ? [{ line: 1, what: "front matter" }] : [];
  return [...front, ...nodes.flatMap((node) => blockProblem(node, text)), ...unbalanced(html)];
}

function blockProblem(node: Nodes, text: string): readonly Problem[] {
  switch (node.type) {
    case "code":
      return isOpen(node, text) ? [at(node, "a fence that nothing closes")] : [];
    case "html":
      return isOurs(node) ? [] : [at(node, `HTML that is not ours: ${node.value.split("\n", 1).join("")}`)];
    case "paragraph":
      return isTable(node, text) ? [at(node, "lines of a table without its row of dashes")] : [];
    case "table":
      return ragged(node);
    default:
      return [];
  }
}

function isOpen(node: Code, text: string): boolean {
  const lines = sourceOf(node, text).split("\n");
  const mark = /^(?:`{3,}|~{3,})/u.exec(lines[0] ?? "")?.[0];
  if (mark === undefined) return false;
  const last = (lines.at(-1) ?? "").replace(/^[\s>]*/u, "").trimEnd();
  return lines.length < 2 || !last.startsWith(mark) || last !== mark.charAt(0).repeat(last.length);
}

const ours = /^(?:<!-- \/?releaser\b[^<>]*-->|<details><summary>[^<>]*<\/summary>|<\/details>)$/u;

function isOurs({ value }: Html): boolean {
  return ours.test(value);
}

/** Every `<details>` has its end. */
function unbalanced(html: readonly Html[]): readonly Problem[] {
  const ends = html.filter(({ value }) => value === "</details>").length;
  const starts = html.filter(({ value }) => value.startsWith("<details>"));
  const last = html.at(-1);
  return last === undefined || starts.length === ends
    ? []
    : [at(last, `${starts.length} <details> and ${ends} </details>`)];
}

function isTable(node: Paragraph, text: string): boolean {
  return /^\|.*\|\s*$/mu.test(sourceOf(node, text));
}

function ragged({ align, children }: Table): readonly Problem[] {
  const columns = align?.length ?? 0;
  return children.flatMap((row) =>
    row.children.length === columns
      ? []
      : [at(row, `a row of ${row.children.length} cells in a table of ${columns} columns`)],
  );
}
