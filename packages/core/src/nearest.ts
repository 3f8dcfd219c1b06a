import { distance } from "fastest-levenshtein";

/**
 * The candidate that a typo most likely meant: the one with the fewest edits, at most two or a third of what follows the
 * scope or group. None where two are equally near, since a guess between them would be taken for knowledge.
 */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, edits: distance(text, candidate) }))
    .toSorted((a, b) => a.edits - b.edits);
  const [best, next] = ranked;
  const own = text.slice(text.lastIndexOf("/") + 1).length;
  const near = best !== undefined && best.edits < own && best.edits <= Math.max(2, own / 3);
  return near && best.edits !== next?.edits ? best.candidate : undefined;
}
