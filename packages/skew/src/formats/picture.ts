import { type Finding, safeLine, toPlace } from "@releaser/core";

/** One row of who has what. */
export interface PictureRow {
  /** Padded to the width of the column; empty under a row that has the same. */
  readonly value: string;
  readonly text: string;
  /** What a related place says for itself, where its value does not say it. */
  readonly note: string | undefined;
  /** Whether it is the value of the finding's own place. */
  readonly own: boolean;
}

interface Place {
  readonly value: string;
  readonly text: string;
  readonly note?: string;
}

const mostOfOne = 8;
const widest = 32;

/**
 * Who has what: the places of a finding by the value that stands there, its own first and then the most common, as an aligned
 * table. Where all have the same there is no column of values.
 */
export function toPicture(finding: Finding): readonly PictureRow[] {
  const own: Place = { value: cut(finding.value ?? ""), text: toPlace(finding) };
  const [first = [], ...others] = Map.groupBy([own, ...relatedPlaces(finding)], ({ value }) => value).values();
  const groups = [first, ...others.toSorted((a, b) => b.length - a.length)];
  const width = others.length === 0 ? 0 : Math.max(...groups.flat().map(({ value }) => value.length));
  return groups.flatMap((same) => toRows(same, { width, own: same === first }));
}

function relatedPlaces({ related = [] }: Finding): readonly Place[] {
  return related.map((other) => {
    const known = other.value !== undefined && other.message.includes(other.value);
    const place = { value: cut(other.value ?? ""), text: toPlace(other) };
    return known ? place : { ...place, note: safeLine(other.message) };
  });
}

function toRows(
  places: readonly Place[],
  { width, own }: { readonly width: number; readonly own: boolean },
): readonly PictureRow[] {
  const shown = places.length > mostOfOne + 1 ? places.slice(0, mostOfOne) : places;
  const rows = shown.map(({ value, text, note }, index) => ({
    value: (index === 0 ? value : "").slice(0, width).padEnd(width),
    text,
    note,
    own,
  }));
  const hidden = places.length - shown.length;
  return hidden === 0 ? rows : [...rows, { value: "".padEnd(width), text: `… ${hidden} more`, note: undefined, own }];
}

/** A value on one line, no longer than a column of values is. */
export function cut(value: string): string {
  const line = safeLine(value);
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
}
