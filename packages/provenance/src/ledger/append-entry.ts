import { isDecisionId, safeLine } from "@releaser/core";
import { judged, type JudgedProblem, type LedgerPlace, nextIdProblems, supersededIds } from "./check-ledgers.ts";
import { parseLedger, type Ledger } from "./ledger.ts";
import { following, type LedgerEntry, type LedgerProblem } from "./ledger-entries.ts";

/** A decision that has no id yet. */
export interface DecisionDraft {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly author: string;
  readonly scope: string;
  readonly decision: string;
  readonly rationale: string;
  readonly outputs: string;
  /** Ids that it takes the place of, or `none`. */
  readonly supersedes: string;
}

/** A ledger with one entry more, or why there is none. */
export type Appended =
  | { readonly id: string; readonly text: string }
  /** What is wrong with the ledger or its archive; the draft can be kept. */
  | { readonly problems: readonly JudgedProblem[] };

const keys = ["date", "author", "scope", "decision", "rationale", "outputs", "supersedes"] as const;
const longest = 2000;

/**
 * Appends a draft that `checkDraft` finds nothing in, under the id that NEXT_ID states, and raises that. No other byte changes: the
 * byte order mark, the line ends and a missing last newline stay as they are. Refuses where the id to give is in doubt.
 */
export function appendEntry(text: string, draft: DecisionDraft, archive?: Ledger): Appended {
  const ledger = parseLedger(text);
  const problems = [
    ...nextIdProblems({ ledger, archive }).map((problem) => judged(problem, "ledger")),
    ...openFences(ledger, "ledger"),
    ...openFences(archive, "archive"),
  ];
  const { nextId: id, nextIdLine: line } = ledger;
  if (problems.length > 0 || id === undefined || line === undefined) return { problems };
  const next = following([{ id, line }]);
  if (!isDecisionId(next)) return { problems: [judged(usedUp(id, line), "ledger")] };
  return { id, text: withEntry(replaceOnLine(text, line, [id, next]), renderEntry({ id, ...draft })) };
}

/** What hides entries, whose ids would seem free. */
function openFences(ledger: Ledger | undefined, place: LedgerPlace): readonly JudgedProblem[] {
  const problems = ledger?.problems ?? [];
  return problems.filter(({ kind }) => kind === "open-fence").map((problem) => judged(problem, place));
}

/** Everything that keeps a draft from being written as one entry whose every value is one line. */
export function checkDraft(draft: DecisionDraft, known: readonly LedgerEntry[]): readonly string[] {
  const ids = new Set(known.map(({ id }) => id));
  const superseded = supersededIds(draft.supersedes);
  return [
    ...keys.flatMap((key) => valueProblems(key, draft[key])),
    ...(isDate(draft.date) ? [] : [`date is no day of the form YYYY-MM-DD`]),
    ...(draft.supersedes === "none" || superseded.join(", ") === draft.supersedes
      ? []
      : ["supersedes is neither none nor ids of the form D-####, separated by a comma and a space"]),
    ...superseded.filter((id) => !ids.has(id)).map((id) => `supersedes names ${id}, which is no entry`),
  ];
}

/** An entry as it is written, in the order of the house, its lines separated by a newline. */
export function renderEntry(entry: DecisionDraft & { readonly id: string }): string {
  const lines = keys.map((key) => `${key.charAt(0).toUpperCase()}${key.slice(1)}: ${entry[key]}`);
  return [`ID: ${entry.id}`, ...lines].join("\n");
}

function valueProblems(key: string, value: string): readonly string[] {
  if (value === "") return [`${key} is empty`];
  if (value.length > longest) return [`${key} is longer than ${longest} characters`];
  // A line break could open another entry, and a control character or a token has no place in a file that is committed.
  return safeLine(value) === value && !value.includes("\t")
    ? []
    : [
        `${key} is not one line of plain text: it has a line break, a control character, white space around it, or a secret`,
      ];
}

function isDate(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function usedUp(id: string, line: number): LedgerProblem {
  return {
    kind: "next-id",
    line,
    message: `${id} is the last id of the form D-####, and NEXT_ID could state none after it`,
    repair: "begin a new ledger",
  };
}

function withEntry(text: string, entry: string): string {
  const end = /\r\n|\n|\r/u.exec(text)?.[0] ?? "\n";
  const isEnded = /[\r\n]$/u.test(text);
  const gap = /(?:\r\n|\n|\r(?!\n)){2}$/u.test(text) ? "" : isEnded ? end : `${end}${end}`;
  return `${text}${gap}${entry.replaceAll("\n", end)}${isEnded ? end : ""}`;
}

function replaceOnLine(text: string, line: number, [from, to]: readonly [string, string]): string {
  // The odd parts are the line ends.
  const parts = text.split(/(\r\n|\n|\r)/u);
  const at = (line - 1) * 2;
  return parts.map((part, index) => (index === at ? part.replace(from, to) : part)).join("");
}
