import type { Heading, Parents } from "mdast";
import { toString as toPlain } from "mdast-util-to-string";
import { at, type Problem, sourceOf } from "./problem.ts";

/** A heading with what holds it, the outermost first. */
export interface PlacedHeading {
  readonly node: Heading;
  readonly ancestors: readonly Parents[];
}

/**
 * Headings that skip a level, that are underlined or stand in a list or quotation, as text that was put in makes them, a
 * second title, and two of one name below the same heading.
 */
export function headingProblems(headings: readonly PlacedHeading[], text: string): readonly Problem[] {
  const seen = new Set<string>();
  const path: string[] = [];
  const problems: Problem[] = [];
  for (const { node, ancestors } of headings) {
    const title = toPlain(node);
    const tell = (what: string): void => void problems.push(at(node, `the heading "${title}" ${what}`));
    const above = path.length;
    if (above > 0 && node.depth > above + 1) tell(`skips a level, from ${above} to ${node.depth}`);
    if (ancestors.length > 1) tell("stands inside of a list or a quotation");
    if (!sourceOf(node, text).startsWith("#")) tell("is underlined text");
    if (title.startsWith("[")) tell("begins with a reference that has no definition");
    if (title.trim() === "") tell("is empty");
    if (node.depth === 1 && seen.size > 0) tell("is a second title, or stands below others");
    path.length = Math.min(path.length, node.depth - 1);
    while (path.length < node.depth) path.push("");
    path[node.depth - 1] = title;
    const place = path.join("\n");
    if (seen.has(place)) tell("is there twice");
    seen.add(place);
  }
  return problems;
}
