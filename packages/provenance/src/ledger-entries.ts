/** One decision of `.sentinel/DECISIONS.md` or its archive. */
export interface LedgerEntry {
  readonly id: string;
  /** Of its `ID:` line, counted from 1. */
  readonly line: number;
  readonly date?: string;
  readonly author?: string;
  readonly scope?: string;
  readonly decision?: string;
  readonly rationale?: string;
  readonly outputs?: string;
  readonly supersedes?: string;
}

/** What is wrong, told apart. */
export type LedgerProblemKind = "duplicate" | "gap" | "malformed-id" | "missing-field" | "next-id";

/** One thing that is wrong with a ledger, and the mend. */
export interface LedgerProblem {
  readonly kind: LedgerProblemKind;
  readonly line: number;
  readonly message: string;
}

/** Whether a text is a decision's id, whole: `D-10000` is not `D-1000`, and a placeholder is none. */
export function isDecisionId(text: string): boolean {
  return wellFormed.test(text);
}

const wellFormed = /^D-\d{4}$/u;
const required = ["date", "decision", "outputs"] as const;

/** What is wrong with entries, whatever stands around them. */
export function checkEntries(found: readonly LedgerEntry[]): readonly LedgerProblem[] {
  const entries = found.filter(({ id }) => isDecisionId(id));
  return [...malformed(found), ...duplicates(entries), ...gaps(entries), ...incomplete(entries)];
}

/** A problem of NEXT_ID, with the id to write there. */
export function nextIdProblem(line: number, what: string, entries: readonly LedgerEntry[]): LedgerProblem {
  return {
    kind: "next-id",
    line,
    message: `the ledger ${what}; write ${following(entries)} under one heading "## NEXT_ID"`,
  };
}

/** The id after the highest. */
export function following(entries: readonly LedgerEntry[]): string {
  return toId(Math.max(0, ...entries.map(({ id }) => toNumber(id))) + 1);
}

function malformed(entries: readonly LedgerEntry[]): readonly LedgerProblem[] {
  return entries
    .filter(({ id }) => !isDecisionId(id))
    .map(({ id, line }) => ({
      kind: "malformed-id",
      line,
      message: `${JSON.stringify(id)} is no id of the form D-####, so nothing can refer to it`,
    }));
}

function duplicates(entries: readonly LedgerEntry[]): readonly LedgerProblem[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ id, line }) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, line);
    return before === undefined
      ? []
      : [
          {
            kind: "duplicate" as const,
            line,
            message: `${id} is already an entry on line ${before}; give this one a new id`,
          },
        ];
  });
}

/** Ids between the lowest and the highest that no entry has. They may be in the archive. */
function gaps(entries: readonly LedgerEntry[]): readonly LedgerProblem[] {
  const sorted = entries.toSorted((a, b) => toNumber(a.id) - toNumber(b.id));
  return sorted.flatMap(({ id, line }, index) => {
    const from = toNumber(sorted[index - 1]?.id ?? id) + 1;
    const to = toNumber(id) - 1;
    if (from > to) return [];
    const ids = from === to ? `${toId(from)} is` : `${toId(from)} to ${toId(to)} are`;
    return [{ kind: "gap" as const, line, message: `${ids} missing before ${id}` }];
  });
}

function incomplete(entries: readonly LedgerEntry[]): readonly LedgerProblem[] {
  return entries.flatMap((entry) => {
    const missing = required.filter((field) => (entry[field] ?? "") === "");
    return missing.length === 0
      ? []
      : [
          {
            kind: "missing-field" as const,
            line: entry.line,
            message: `${entry.id} has no ${missing.map(toTitle).join(", ")}`,
          },
        ];
  });
}

function toNumber(id: string): number {
  return Number(id.slice(2));
}

function toId(number: number): string {
  return `D-${String(number).padStart(4, "0")}`;
}

function toTitle(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}
