import { isDecisionId } from "@releaser/core";
import { following, type LedgerEntry, type LedgerProblem } from "./ledger-entries.ts";
import { bare, type LedgerLine } from "./ledger-lines.ts";

/** What stands under `## NEXT_ID`. */
export interface NextId {
  /** Where exactly one well-formed id stands there. */
  readonly stated?: { readonly id: string; readonly line: number };
  readonly problems: readonly LedgerProblem[];
}

/** Reads NEXT_ID out of the lines that count; the repair of each problem is the id to write. */
export function toNextId(lines: readonly LedgerLine[], entries: readonly LedgerEntry[]): NextId {
  const [heading, second] = lines.filter(({ text }) => /^#{1,6} +NEXT_ID\b/u.test(text));
  if (heading === undefined) return { problems: [nextIdProblem(1, "states no NEXT_ID", entries)] };
  if (second !== undefined) return { problems: [nextIdProblem(second.line, "states NEXT_ID twice", entries)] };
  const below = lines.find(({ text, line }) => line > heading.line && text.trim() !== "");
  const id = bare(below?.text ?? "");
  const line = below?.line ?? heading.line;
  if (!isDecisionId(id)) return { problems: [nextIdProblem(line, "has a NEXT_ID that is not D-####", entries)] };
  return { stated: { id, line }, problems: passedNextId({ id, line }, entries) };
}

/** That an id is stated as the next one which an entry has, or which lies below one that an entry has. */
export function passedNextId(
  { id, line }: { readonly id: string; readonly line: number },
  entries: readonly LedgerEntry[],
): readonly LedgerProblem[] {
  // Both are D- and four digits, so the order of texts is that of numbers; D-10000 is after everything.
  return following(entries).length > id.length || id < following(entries)
    ? [nextIdProblem(line, `has NEXT_ID ${id}, which is taken or was passed`, entries)]
    : [];
}

/** The id to write, as a clause. */
export function nextIdRepair(entries: readonly LedgerEntry[]): string {
  const next = following(entries);
  return isDecisionId(next)
    ? `write ${next} under one heading "## NEXT_ID"`
    : "the ids D-0001 to D-9999 are used up; begin a new ledger";
}

function nextIdProblem(line: number, what: string, entries: readonly LedgerEntry[]): LedgerProblem {
  return { kind: "next-id", line, message: `the ledger ${what}`, repair: nextIdRepair(entries) };
}
