import { type PlannedChangeset, splitStated, trailerValues } from "@releaser/core";
import { type Change, type Kind, kinds, toSentence } from "./change.ts";
import { isTold, type ReleaseCommit, type ReleaseContent } from "./release-content.ts";
import { splitKind } from "./stated-kind.ts";
import { toCommitChanges } from "./to-commit-changes.ts";

const bumps = ["major", "minor", "patch"] as const;

/**
 * Every changeset that moves something, once, by kind and then in the plan's order; behind those of a kind what conventional
 * commits, newest first, say of packages that move without a changeset.
 */
export function toChanges(content: ReleaseContent, commits: readonly ReleaseCommit[] = []): readonly Change[] {
  const moving = new Set(content.releases.filter(isTold).map(({ name }) => name));
  const stated = content.changesets.flatMap((changeset) => toChange(changeset, moving) ?? []);
  const changes = [...stated, ...toCommitChanges(content, commits)];
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

function together(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}
