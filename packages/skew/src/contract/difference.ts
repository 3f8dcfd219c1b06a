import { safeLine } from "@releaser/core";
import { escapePointer } from "../json-pointer.ts";
import type { Left } from "./left.ts";
import type { Conjunction, SchemaNode } from "./schema-node.ts";

/** Something for which a value of the left may not be one of the right. */
export interface Difference {
  /** Where it stands in either document, from the root of the schema. */
  readonly left: string;
  readonly right: string;
  /** In words, where the right is the newer of the two, and where it is the older. */
  readonly narrower: string;
  readonly wider: string;
  /** Whether it says no more than that nobody can tell. */
  readonly vague?: true;
}

/** One keyword of the right, and what is known of the left. */
export interface Claim {
  readonly left: Left;
  readonly right: SchemaNode;
  readonly keyword: string;
  readonly prover: Prover;
}

/** Looks for what keeps values of the left from being values of the right; nothing where there is proof that none is kept. */
export interface Prover {
  /** Of the very value that is looked at. */
  differences(left: Conjunction, right: SchemaNode): readonly Difference[];
  /** Of a member or an item of it. */
  within(left: Conjunction, right: SchemaNode): readonly Difference[];
  /** Whether a property that an open object gains counts for nothing. */
  readonly lenient: boolean;
}

export type Check = (claim: Claim) => readonly Difference[];

/** A difference at the claim's keyword, or at a node that is named. */
export function differ(claim: Claim, words: Pick<Difference, "narrower" | "wider">, at?: SchemaNode): Difference {
  const right = at?.pointer ?? `${claim.right.pointer}/${escapePointer(claim.keyword)}`;
  return { left: placeOf(claim.left.nodes), right, ...words };
}

/** The pointer of a value's first schema that stands somewhere. */
export function placeOf(nodes: Conjunction): string {
  return nodes.find(({ side }) => side !== "made")?.pointer ?? "";
}

interface Values {
  readonly was: unknown;
  readonly is: unknown;
}

/** A keyword, or what it is about, that has another value on the right. */
export function moved(claim: Claim, { was, is }: Values, keyword = claim.keyword): Difference {
  const [one, other] = [toText(was), toText(is)];
  if (was === undefined) return differ(claim, { narrower: `${keyword} is ${other} now`, wider: `${keyword} is gone` });
  return differ(claim, {
    narrower: `${keyword} was ${one} and is ${other}`,
    wider: `${keyword} was ${other} and is ${one}`,
  });
}

/** A keyword of which nobody can tell what it changes. */
export function incomparable(claim: Claim, why = "it is not as it was"): Difference {
  const said = `${claim.keyword} cannot be compared: ${why}`;
  return { ...differ(claim, { narrower: said, wider: said }), vague: true };
}

/** A value on one line, cut where it is long. */
export function toText(value: unknown): string {
  const text = safeLine(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Each once. */
export function distinct(differences: readonly Difference[]): readonly Difference[] {
  return [...new Map(differences.map((one) => [`${one.left} ${one.narrower}`, one])).values()];
}
