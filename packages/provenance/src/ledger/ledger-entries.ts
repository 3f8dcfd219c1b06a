import { isDecisionId } from "@releaser/core";

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

/** What is wrong, told apart; `checkLedgers` says how much each weighs. */
export type LedgerProblemKind =
  | "archived"
  | "capsule"
  | "capsule-id"
  | "duplicate"
  | "gap"
  | "malformed-id"
  | "missing-field"
  | "next-id"
  | "open-fence"
  | "placeholder"
  | "superseded-unknown";

/** One thing that is wrong with a ledger, and the mend. */
export interface LedgerProblem {
  readonly kind: LedgerProblemKind;
  readonly line: number;
  readonly message: string;
  /** What to do about it, as a clause. */
  readonly repair: string;
}

const required = ["date", "decision", "outputs"] as const;

/** What is wrong with entries, whatever stands around them. */
export function checkEntries(found: readonly LedgerEntry[]): readonly LedgerProblem[] {
  const entries = found.filter(({ id }) => isDecisionId(id));
  return [
    ...malformed(found),
    ...duplicates(entries),
    ...gaps(entries).map(({ problem }) => problem),
    ...incomplete(entries),
  ];
}

/** The id after the highest; after D-9999 it is one that nothing can have. */
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
      repair: "give it the id under NEXT_ID, and raise that",
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
            message: `${id} is already an entry on line ${before}`,
            repair: "give the later one the id under NEXT_ID, and raise that",
          },
        ];
  });
}

/** Ids below the highest that no entry has, each run of them told at the entry after it; counted from the lowest unless told. */
export function gaps<Entry extends Pick<LedgerEntry, "id" | "line">>(
  entries: readonly Entry[],
  first?: number,
): readonly { readonly entry: Entry; readonly problem: LedgerProblem }[] {
  const sorted = entries.toSorted((a, b) => toNumber(a.id) - toNumber(b.id));
  return sorted.flatMap((entry, index) => {
    const before = sorted[index - 1];
    const from = before === undefined ? (first ?? toNumber(entry.id)) : toNumber(before.id) + 1;
    const to = toNumber(entry.id) - 1;
    if (from > to) return [];
    const ids = from === to ? `${toId(from)} is` : `${toId(from)} to ${toId(to)} are`;
    const message = `${ids} missing before ${entry.id}`;
    const repair = "find the entry in the history of the file; an id that was given up stays unused";
    return [{ entry, problem: { kind: "gap", line: entry.line, message, repair } }];
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
            repair: missing.map((field) => `add a line "${toTitle(field)}: …"`).join(", "),
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
