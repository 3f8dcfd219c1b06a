import { type Document, isNode, type Node, visit } from "yaml";
import type { Change } from "./change.ts";

interface Reference {
  /** Where `*name` stands. */
  readonly from: Span;
  /** What `&name` stands before. */
  readonly to: Span;
}

type Span = Pick<Change, "end" | "start">;

/**
 * Whether something outside of a part of a text refers to what the part holds, or lies in: without an anchor its text is no YAML
 * any more, and with another value it means another thing.
 */
export function openReferences(document: Document): (part: Span) => boolean {
  let known: readonly Reference[] | undefined;
  return (part) => {
    known ??= references(document);
    return known.some(({ from, to }) => !holds(part, from) && (holds(part, to) || overlap(part, to)));
  };
}

function references(document: Document): readonly Reference[] {
  const found: Reference[] = [];
  visit(document, {
    Alias: (_, alias) => {
      const [from, to] = [toSpan(alias), toSpan(alias.resolve(document))];
      if (from !== undefined && to !== undefined) found.push({ from, to });
    },
  });
  return found;
}

function toSpan(node: Node | undefined): Span | undefined {
  const [start, end] = (isNode(node) ? node.range : undefined) ?? [];
  return start === undefined || end === undefined ? undefined : { start, end };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
