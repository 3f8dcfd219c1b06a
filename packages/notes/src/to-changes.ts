import { type Bump, moves, type Plan, type PlannedChangeset, splitStated, trailerValues } from "@releaser/core";
import { splitKind } from "./stated-kind.ts";

/** The sorts of changes in the order in which they are told. */
export const kinds = ["breaking", "security", "added", "changed", "deprecated", "removed", "fixed"] as const;

export type Kind = (typeof kinds)[number];

/** One changeset as its readers see it. */
export interface Change {
  readonly id: string;
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

const bumps = ["major", "minor", "patch"] as const;

/** Every changeset that moves something, once, by kind and then in the plan's order. */
export function toChanges(plan: Plan): readonly Change[] {
  const moving = new Set(plan.releases.filter((release) => moves(release)).map(({ name }) => name));
  const changes = plan.changesets.flatMap((changeset) => toChange(changeset, moving) ?? []);
  return kinds.flatMap((kind) => changes.filter((change) => change.kind === kind));
}

function toChange(changeset: PlannedChangeset, moving: ReadonlySet<string>): Change | undefined {
  const moved = changeset.releases.filter(({ name, type }) => type !== "none" && moving.has(name));
  const bump = bumps.find((type) => moved.some((release) => release.type === type));
  if (bump === undefined) return undefined;
  const { text, trailers } = splitStated(changeset.summary);
  const said = splitKind(text);
  const kind = bump === "major" ? undefined : said.kind;
  return {
    id: changeset.id,
    kind: kind ?? kindOf(bump),
    bump,
    packages: moved.map(({ name }) => name),
    breaks: moved.filter(({ type }) => type === "major").map(({ name }) => name),
    text: kind === undefined ? text : toSentence(said.text),
    decisions: together(changeset.decisions, trailerValues(trailers, "Decision-ID")),
    capsules: together(changeset.capsules, trailerValues(trailers, "Related-Capsule")),
  };
}

/** A major change is breaking, whatever it calls itself. */
function kindOf(bump: Change["bump"]): Kind {
  switch (bump) {
    case "major":
      return "breaking";
    case "minor":
      return "added";
    case "patch":
      return "fixed";
  }
}

function toSentence(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function together(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}
