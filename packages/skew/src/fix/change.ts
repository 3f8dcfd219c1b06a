/** A part of a text, by offsets, and what is to stand in its place. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether it comes behind what a list holds, where several may come one after another. */
  readonly appended?: true;
}

/** What an edit changes in a text, or why it cannot. */
export type Edited =
  | {
      /** Empty where the value stands there already. */
      readonly changes: readonly Change[];
      /** The value that stands there, without quotes; undefined for a file as a whole. */
      readonly was: string | undefined;
      /** The offset of what is edited, for whoever is told of it. */
      readonly at: number;
    }
  | { readonly changes?: undefined; readonly why: string };

/** The text with every change made. Equal changes are made once, and deletions that overlap are one; no others may overlap. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  const parts: string[] = [];
  let done = 0;
  let last: Change | undefined;
  for (const change of changes.toSorted(byPlace)) {
    if (last !== undefined && isSame(last, change)) continue;
    if (change.start < done && change.text !== "") throw new RangeError("changes overlap");
    parts.push(text.slice(done, Math.max(done, change.start)), change.text);
    done = Math.max(done, change.end);
    last = change;
  }
  return [...parts, text.slice(done)].join("");
}

/** By where they begin, insertions before what they are inserted before. */
export function byPlace(a: Change, b: Change): number {
  return a.start - b.start || a.end - b.end;
}

/** Whether two changes of one text want different things at one place. */
export function collide(a: Change, b: Change): boolean {
  if (isSame(a, b) || (a.text === "" && b.text === "") || (a.appended === true && b.appended === true)) return false;
  return (a.start < b.end && b.start < a.end) || a.start === b.start;
}

function isSame(a: Change, b: Change): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}
