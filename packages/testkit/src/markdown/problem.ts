import type { Nodes } from "mdast";

/** Something that a reader of rendered Markdown would trip over. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  readonly what: string;
}

/** A problem at the start of a node. */
export function at({ position }: Nodes, what: string): Problem {
  return { line: position?.start.line ?? 1, what };
}

/** A node as it was written. */
export function sourceOf({ position }: Nodes, text: string): string {
  return text.slice(position?.start.offset, position?.end.offset);
}
