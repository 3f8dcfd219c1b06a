import {
  type Changeset,
  isCapsuleId,
  isDecisionId,
  type Plan,
  type PlannedChangeset,
  splitStated,
  trailerValues,
} from "@releaser/core";

/** A changeset as a plan holds it: its prose, and beside that the decisions and capsules that it states. */
export function toPlannedChangeset({ id, summary, releases }: Changeset): PlannedChangeset {
  const { text, trailers } = splitStated(summary);
  return {
    id,
    summary: text,
    releases: releases.map(({ name, type }) => ({ name, type })),
    decisions: sorted(trailerValues(trailers, "Decision-ID").filter(isDecisionId)),
    capsules: sorted(trailerValues(trailers, "Related-Capsule").filter(isCapsuleId)),
  };
}

/** What several of them state, each once, sorted. */
export function statedTogether(changesets: readonly PlannedChangeset[]): Pick<Plan, "capsules" | "decisions"> {
  return {
    decisions: sorted(changesets.flatMap(({ decisions }) => decisions)),
    capsules: sorted(changesets.flatMap(({ capsules }) => capsules)),
  };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
