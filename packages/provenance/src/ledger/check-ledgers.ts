import type { Level } from "@releaser/core";
import type { Ledger } from "./ledger.ts";
import { gaps, type LedgerEntry, type LedgerProblem, type LedgerProblemKind } from "./ledger-entries.ts";
import { nextIdRepair, passedNextId } from "./next-id.ts";

/** Which of the two files something stands in. */
export type LedgerPlace = "archive" | "ledger";

/** A problem with its place and weight. */
export interface JudgedProblem extends LedgerProblem {
  readonly place: LedgerPlace;
  readonly level: Level;
}

/** An entry with its place. */
export interface PlacedEntry extends LedgerEntry {
  readonly place: LedgerPlace;
}

/** The ledger and, where there is one, its archive. */
export interface Ledgers {
  readonly ledger: Ledger;
  readonly archive: Ledger | undefined;
}

/**
 * How much a kind weighs. An error makes an id ambiguous or unusable; a warning may be history that nobody can change;
 * information is what a reader should know.
 */
const levels: Readonly<Record<LedgerProblemKind, Level>> = {
  archived: "info",
  capsule: "warning",
  "capsule-id": "error",
  duplicate: "error",
  gap: "warning",
  "malformed-id": "error",
  "missing-field": "warning",
  "next-id": "error",
  "open-fence": "error",
  placeholder: "info",
  "superseded-unknown": "error",
};

/** The entries of both, those of the ledger first. */
export function allEntries({ ledger, archive }: Ledgers): readonly PlacedEntry[] {
  return [...placed(ledger.entries, "ledger"), ...placed(archive?.entries ?? [], "archive")];
}

function placed(entries: readonly LedgerEntry[], place: LedgerPlace): readonly PlacedEntry[] {
  return entries.map((entry) => ({ ...entry, place }));
}

/** What is wrong with a ledger and its archive taken as one: an id that the archive has is no gap, and none is given twice. */
export function checkLedgers(ledgers: Ledgers): readonly JudgedProblem[] {
  const { ledger, archive } = ledgers;
  const entries = allEntries(ledgers);
  const own = ledger.problems.filter(({ kind }) => kind !== "gap" && kind !== "next-id");
  const archived = (archive?.problems ?? []).filter(({ kind }) => kind !== "gap" && kind !== "next-id");
  return [
    ...own.map((problem) => judged(problem, "ledger")),
    ...nextIdProblems(ledgers).map((problem) => judged(problem, "ledger")),
    ...archived.map((problem) => judged(problem, "archive")),
    ...gaps([...entries, ...nextOf(ledger)], 1).map(({ entry, problem }) => judged(problem, entry.place)),
    ...unknownSuperseded(entries),
    ...inBoth(ledgers),
  ].toSorted((a, b) => (a.place === b.place ? a.line - b.line : a.place === "ledger" ? -1 : 1));
}

/** NEXT_ID as what the ids lead up to: one that was given and has no entry is a gap before it. */
function nextOf({ nextId: id, nextIdLine: line }: Ledger): readonly Pick<PlacedEntry, "id" | "line" | "place">[] {
  return id === undefined || line === undefined ? [] : [{ id, line, place: "ledger" }];
}

/** What keeps NEXT_ID from being given out, as far as both files tell. */
export function nextIdProblems(ledgers: Ledgers): readonly LedgerProblem[] {
  const { nextId: id, nextIdLine: line, problems } = ledgers.ledger;
  const entries = allEntries(ledgers);
  if (id !== undefined && line !== undefined) return passedNextId({ id, line }, entries);
  const repair = nextIdRepair(entries);
  return problems.filter(({ kind }) => kind === "next-id").map((problem) => ({ ...problem, repair }));
}

/** A problem with its weight. */
export function judged(problem: LedgerProblem, place: LedgerPlace): JudgedProblem {
  return { ...problem, place, level: levels[problem.kind] };
}

/** The ids that a `Supersedes:` names; prose and placeholders are none. */
export function supersededIds(text: string): readonly string[] {
  return [...text.matchAll(/(?<![\w-])D-\d{4}(?![\w-])/gu)].map(([id]) => id);
}

function unknownSuperseded(entries: readonly PlacedEntry[]): readonly JudgedProblem[] {
  const known = new Set(entries.map(({ id }) => id));
  return entries.flatMap(({ id, line, place, supersedes = "" }) =>
    supersededIds(supersedes)
      .filter((old) => !known.has(old))
      .map((old) => {
        const message = `${id} supersedes ${old}, which is no entry`;
        return judged(
          { kind: "superseded-unknown", line, message, repair: "name the decision that it stands for" },
          place,
        );
      }),
  );
}

/** Entries of the archive: those that the ledger has too, and how many it alone has. */
function inBoth({ ledger, archive }: Ledgers): readonly JudgedProblem[] {
  const lines = new Map(ledger.entries.map(({ id, line }) => [id, line]));
  const archived = archive?.entries ?? [];
  const twice = archived.filter(({ id }) => lines.has(id));
  const alone = archived.filter(({ id }) => !lines.has(id));
  const [first] = alone;
  return [
    ...twice.map(({ id, line }) => {
      const message = `${id} is also an entry of the ledger, on line ${lines.get(id) ?? 0}`;
      const repair = "keep it in one of the two; another decision gets the id under NEXT_ID";
      return judged({ kind: "duplicate", line, message, repair }, "archive");
    }),
    ...(first === undefined ? [] : [archivedProblem(first.line, alone.map(({ id }) => id).toSorted())]),
  ];
}

function archivedProblem(line: number, ids: readonly string[]): JudgedProblem {
  const [first = "", last = first] = [ids[0], ids.at(-1)];
  const message =
    ids.length === 1
      ? `${first} stands here alone`
      : `${ids.length} decisions from ${first} to ${last} stand here alone`;
  return judged(
    { kind: "archived", line, message, repair: "nothing: they count, and are looked for here second" },
    "archive",
  );
}
