import { isDecisionId } from "@releaser/core";
import { checkEntries, type LedgerEntry, type LedgerProblem } from "./ledger-entries.ts";
import { bare, type LedgerLine, toLedgerLines } from "./ledger-lines.ts";
import { toNextId } from "./next-id.ts";
import { isPlaceholder } from "./placeholder.ts";

/** One ledger as read. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  /** As stated under `## NEXT_ID`, where exactly one well-formed id stands there. */
  readonly nextId?: string;
  /** Where it stands, counted from 1. */
  readonly nextIdLine?: number;
  readonly problems: readonly LedgerProblem[];
}

type Field = Exclude<keyof LedgerEntry, "id" | "line">;
interface Found {
  /** Those with an id that is no placeholder, well-formed or not. */
  readonly entries: readonly LedgerEntry[];
  readonly placeholders: readonly LedgerProblem[];
}

const fields: ReadonlySet<string> = new Set([
  "author",
  "date",
  "decision",
  "outputs",
  "rationale",
  "scope",
  "supersedes",
]);
const fieldLine = /^(?:[-*] +)?(?:\*\*)?([A-Za-z]{2,12})(?:\*\*)? ?:(?:\*\*)?[ \t]*(.*)$/u;

/** Whether one of the ledgers (the ledger, then its archive) has this decision. */
export function hasDecision(ledgers: readonly Ledger[], id: string): boolean {
  return isDecisionId(id) && ledgers.some(({ entries }) => entries.some((entry) => entry.id === id));
}

/**
 * Reads a ledger as people really keep it: a byte order mark, CRLF, tables, code fences and prose around the entries,
 * bold or listed keys, entries that lack fields. Nothing throws; what is wrong is a problem with its line and repair, told apart by kind.
 */
export function parseLedger(text: string): Ledger {
  const { lines, openFence } = toLedgerLines(text);
  const found = toEntries(lines);
  const entries = found.entries.filter(({ id }) => isDecisionId(id));
  const { stated, problems } = toNextId(lines, entries);
  return {
    entries,
    ...(stated && { nextId: stated.id, nextIdLine: stated.line }),
    problems: [
      ...checkEntries(found.entries),
      ...found.placeholders,
      ...problems,
      ...(openFence === undefined ? [] : [fenceProblem(openFence)]),
    ].toSorted((a, b) => a.line - b.line),
  };
}

function fenceProblem(line: number): LedgerProblem {
  return {
    kind: "open-fence",
    line,
    message: "a code fence opens here and is never closed, so nothing below it is read",
    repair: "close the fence",
  };
}

function toEntries(lines: readonly LedgerLine[]): Found {
  const entries: { id: string; line: number; fields: Partial<Record<Field, string>> }[] = [];
  let open: Field | undefined;
  for (const { text, line } of lines) {
    const [, key = "", value = ""] = fieldLine.exec(text) ?? [];
    const name = key.toLowerCase();
    const entry = entries.at(-1);
    if (name === "id") {
      // A placeholder's fields belong to no entry, and not to the one before it.
      entries.push({ id: isPlaceholder(bare(value)) ? "" : bare(value), line, fields: {} });
      open = undefined;
    } else if (text === "" || text.startsWith("#")) open = undefined;
    else if (entry !== undefined && isField(name) && entry.fields[name] === undefined) {
      entry.fields[name] = value.trim();
      open = name;
    } else if (entry !== undefined && open !== undefined) {
      entry.fields[open] = `${entry.fields[open] ?? ""} ${text.trim()}`.trim();
    }
  }
  return {
    entries: entries
      .filter(({ id }) => id !== "")
      .map((entry) => ({ id: entry.id, line: entry.line, ...entry.fields })),
    placeholders: entries.filter(({ id }) => id === "").map(({ line }) => placeholderProblem(line)),
  };
}

function placeholderProblem(line: number): LedgerProblem {
  return {
    kind: "placeholder",
    line,
    message: "an entry has a placeholder for its id, so it counts as none",
    repair: "give it the id under NEXT_ID and raise that, or put the template into a code fence",
  };
}

function isField(name: string): name is Field {
  return fields.has(name);
}
