import {
  checkEntries,
  isDecisionId,
  type LedgerEntry,
  type LedgerProblem,
  nextIdProblem,
  following,
} from "./ledger-entries.ts";

/** One ledger as read. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  /** As stated under `## NEXT_ID`, where exactly one well-formed id stands there. */
  readonly nextId?: string;
  readonly problems: readonly LedgerProblem[];
}

type Field = Exclude<keyof LedgerEntry, "id" | "line">;
interface Line {
  readonly text: string;
  readonly line: number;
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
const placeholder = /^(?:D-(?:#+|X+|x+|N+)|<[^>]*>|TBD|TODO|none|-+)?$/u;

/** Whether one of the ledgers (the ledger, then its archive) has this decision. */
export function hasDecision(ledgers: readonly Ledger[], id: string): boolean {
  return isDecisionId(id) && ledgers.some(({ entries }) => entries.some((entry) => entry.id === id));
}

/**
 * Reads a ledger as people really keep it: a byte order mark, CRLF, tables, code fences and prose around the entries,
 * bold or listed keys, entries that lack fields. Nothing throws; what is wrong is a problem with its line, told apart by kind.
 */
export function parseLedger(text: string): Ledger {
  const lines = toLines(text);
  const found = toEntries(lines);
  const entries = found.filter(({ id }) => isDecisionId(id));
  const next = toNextId(lines, entries);
  return {
    entries,
    ...(next.id !== undefined && { nextId: next.id }),
    problems: [...checkEntries(found), ...next.problems].toSorted((a, b) => a.line - b.line),
  };
}

/** The lines outside code fences, each with its number. */
function toLines(text: string): readonly Line[] {
  let fence: string | undefined;
  return text
    .replace(/^\uFEFF/u, "")
    .split(/\r\n|\n|\r/u)
    .flatMap((line, index) => {
      const mark = /^ {0,3}(`{3,}|~{3,})/u.exec(line)?.[1];
      const opened = fence;
      if (mark !== undefined && opened === undefined) fence = mark;
      else if (mark !== undefined && opened !== undefined && mark.startsWith(opened)) fence = undefined;
      return opened === undefined && mark === undefined ? [{ text: line.trimEnd(), line: index + 1 }] : [];
    });
}

function toEntries(lines: readonly Line[]): readonly LedgerEntry[] {
  const entries: { id: string; line: number; fields: Partial<Record<Field, string>> }[] = [];
  let open: Field | undefined;
  for (const { text, line } of lines) {
    const [, key = "", value = ""] = fieldLine.exec(text) ?? [];
    const name = key.toLowerCase();
    const entry = entries.at(-1);
    if (name === "id") {
      // A placeholder's fields belong to no entry, and not to the one before it.
      entries.push({ id: placeholder.test(bare(value)) ? "" : bare(value), line, fields: {} });
      open = undefined;
    } else if (text === "" || text.startsWith("#")) open = undefined;
    else if (entry !== undefined && isField(name) && entry.fields[name] === undefined) {
      entry.fields[name] = value.trim();
      open = name;
    } else if (entry !== undefined && open !== undefined) {
      entry.fields[open] = `${entry.fields[open] ?? ""} ${text.trim()}`.trim();
    }
  }
  return entries.filter(({ id }) => id !== "").map((entry) => ({ id: entry.id, line: entry.line, ...entry.fields }));
}

function isField(name: string): name is Field {
  return fields.has(name);
}

function bare(value: string): string {
  return value.replaceAll("`", "").replaceAll("**", "").trim();
}

function toNextId(
  lines: readonly Line[],
  entries: readonly LedgerEntry[],
): { readonly id?: string; readonly problems: readonly LedgerProblem[] } {
  const headings = lines.filter(({ text }) => /^#{1,6} +NEXT_ID\b/u.test(text));
  const [heading] = headings;
  if (heading === undefined) return { problems: [nextIdProblem(1, "states no NEXT_ID", entries)] };
  if (headings.length > 1) {
    return { problems: [nextIdProblem(headings[1]?.line ?? 1, "states NEXT_ID twice", entries)] };
  }
  const stated = lines.find(({ text, line }) => line > heading.line && text.trim() !== "");
  const id = bare(stated?.text ?? "");
  const line = stated?.line ?? heading.line;
  if (!isDecisionId(id)) return { problems: [nextIdProblem(line, "has a NEXT_ID that is not D-####", entries)] };
  const passed = id < following(entries);
  return {
    id,
    problems: passed ? [nextIdProblem(line, `has NEXT_ID ${id}, which is taken or was passed`, entries)] : [],
  };
}
