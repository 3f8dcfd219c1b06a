import type { Edit, Finding } from "@releaser/core";
import type { Fixed, FixedPlace } from "../skew-report.ts";
import type { Change } from "./change.ts";
import type { Texts } from "./texts.ts";

/** One fix with what its edits change; all of it is made, or nothing. */
export interface Candidate {
  readonly finding: Finding;
  readonly edits: readonly Edit[];
}

/** The texts, and what each edit of all that are made comes to in them. */
export interface Made extends Pick<Texts, "before"> {
  readonly edited: ReturnType<Texts["together"]>;
}

/** A fix that is made, as it is told: every place with what stood there and what then stands there. */
export function toFixed({ finding, edits }: Candidate, made: Made): Fixed {
  const { rule, message, fix } = finding;
  return {
    rule,
    message,
    safety: fix?.safety ?? "safe",
    places: edits.flatMap((edit) => toPlaces(edit, made)),
  };
}

function toPlaces(edit: Edit, { before: textOf, edited }: Made): readonly FixedPlace[] {
  const { file, pointer, value } = edit;
  const before = textOf(file);
  if (before === undefined) return [{ file, was: null, now: null }];
  const made = edited(edit);
  if (made.changes === undefined) return [];
  if (pointer === "") return made.changes.map((change) => ({ file, ...toLines(before, change) }));
  return made.changes.map(() => ({ file, line: lineAt(before, made.at), was: made.was ?? null, now: value }));
}

/** The whole lines around a change, before and after it. */
function toLines(text: string, { start, end, text: put }: Change): Omit<FixedPlace, "file"> {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const found = text.indexOf("\n", end);
  const to = found === -1 ? text.length : found;
  return {
    line: lineAt(text, start),
    was: text.slice(from, to).trim(),
    now: `${text.slice(from, start)}${put}${text.slice(end, to)}`.trim(),
  };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
