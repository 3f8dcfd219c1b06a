import type { Bump } from "@releaser/core";

/** The sorts of changes in the order in which they are told. */
export const kinds = ["breaking", "security", "added", "changed", "deprecated", "removed", "fixed"] as const;

export type Kind = (typeof kinds)[number];

/** One changeset, or one line of a commit, as its readers see it. */
export interface Change {
  readonly id: string;
  /** In hexadecimal, where a commit says it and no changeset. */
  readonly commit?: string;
  readonly kind: Kind;
  /** The largest bump that it asks for. */
  readonly bump: Exclude<Bump, "none">;
  /** The packages that it moves, in its own order. */
  readonly packages: readonly string[];
  /** Those of them that it breaks. */
  readonly breaks: readonly string[];
  /** Its prose as written, without what it states and without a leading `Fixed:` and the like. Not safe to print. */
  readonly text: string;
  readonly decisions: readonly string[];
  readonly capsules: readonly string[];
}

/** With a capital first letter. */
export function toSentence(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
