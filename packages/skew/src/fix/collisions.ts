import { byPlace, type Change, collide } from "./change.ts";
import type { Candidate, Made } from "./to-fixed.ts";

interface Owned {
  readonly candidate: Candidate;
  readonly file: string;
  readonly change: Change;
}

/** The candidates that want something else at a place than another one does, and which. */
export function collisions(candidates: readonly Candidate[], edited: Made["edited"]): ReadonlyMap<Candidate, string> {
  const why = new Map<Candidate, string>();
  const owned = candidates.flatMap((candidate) =>
    candidate.edits.flatMap((edit) =>
      (edited(edit).changes ?? []).map((change): Owned => ({ candidate, file: edit.file, change })),
    ),
  );
  for (const of of Map.groupBy(owned, ({ file }) => file).values()) {
    for (const [a, b] of collidingPairs(of)) {
      why.set(a.candidate, toReason(b));
      why.set(b.candidate, toReason(a));
    }
  }
  return why;
}

/** Walks the changes of a file in order; `open` are those that reach to where the walk is. */
function* collidingPairs(of: readonly Owned[]): Iterable<readonly [Owned, Owned]> {
  let open: readonly Owned[] = [];
  for (const next of of.toSorted((a, b) => byPlace(a.change, b.change))) {
    open = open.filter(({ change }) => change.end > next.change.start || change.start === next.change.start);
    for (const other of open) {
      if (other.candidate !== next.candidate && collide(other.change, next.change)) yield [other, next];
    }
    open = [...open, next];
  }
}

function toReason({ candidate: { finding }, file }: Owned): string {
  return `${finding.rule} wants something else at the same place of ${file}`;
}
