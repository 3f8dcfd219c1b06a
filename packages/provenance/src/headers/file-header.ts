import { isPlaceholder } from "../ledger/placeholder.ts";

/** A value with its line, counted from 1. */
export interface Stated {
  readonly value: string;
  readonly line: number;
}

/** What a file says of where it comes from. Values are as they stand there; `checkHeaders` judges them. */
export interface FileHeader {
  /** The agent, from `ProducedBy=` or `Produced-By=`. */
  readonly producedBy: Stated | undefined;
  /** `<AGENT>@<version>`. */
  readonly rulesHash: Stated | undefined;
  /** From `Decision=`, `Decision-ID=` and a sentinel's `DecisionRef:`, without the hash behind an id. */
  readonly decisions: readonly Stated[];
  /** What a changeset states as `Related-Capsule:`. */
  readonly capsules?: readonly Stated[];
}

/** How many lines of a file a header may stand in. */
const headerLines = 30;

type Key = "decision" | "producedBy" | "rulesHash";
type Field = Stated & {
  readonly key: Key;
  /** Written with a colon, as a trailer is. */
  readonly colon?: boolean;
};

/**
 * The header of a file's first lines, in any language's comment: `ProducedBy=… RulesHash=…@… Decision=D-…`, all on one line or one
 * to a line, with `=` or a colon. The first run of such lines counts, so that what explains a header further down is none, and
 * beside it every `DecisionRef:`. `Decision:` is prose. Undefined where nothing is stated.
 */
export function parseFileHeader(head: string): FileHeader | undefined {
  const lines = head
    .replace(/^\uFEFF/u, "")
    .split(/\r\n|\n|\r/u)
    .slice(0, headerLines)
    .map((text, index) => ({ text, line: index + 1 }));
  const fields = lines.map(({ text, line }) => toFields(text, line));
  const from = fields.findIndex((found) => found.length > 0);
  const to = fields.findIndex((found, index) => index > from && found.length === 0);
  const run = from === -1 ? [] : fields.slice(from, to === -1 ? undefined : to).flat();
  const references = lines.flatMap(({ text, line }) => toReference(text, line));
  return toHeader([...asHeader(run), ...references]);
}

/** The header that one text states, as a property of a JSON document holds it: `FIXTURE RulesHash=FIXTURE@1.0 Decision=D-0001`. */
export function parseHeaderText(text: string, line: number): FileHeader | undefined {
  return toHeader(toFields(/^Produced-?By[=:]/u.test(text) ? text : `ProducedBy=${text}`, line));
}

function toHeader(fields: readonly Field[]): FileHeader | undefined {
  if (fields.length === 0) return undefined;
  const of = (key: Key): readonly Stated[] =>
    fields.filter((field) => field.key === key).map(({ value, line }) => ({ value, line }));
  return { producedBy: of("producedBy")[0], rulesHash: of("rulesHash")[0], decisions: of("decision") };
}

/** A decision alone may be a variable or the trailer of a changeset: it counts with `=` and a value that is meant for an id. */
function asHeader(run: readonly Field[]): readonly Field[] {
  const isWhole = run.some(({ key }) => key !== "decision");
  return isWhole ? run : run.filter(({ value, colon }) => value.startsWith("D-") && colon !== true);
}

const opening = /^\s*(?:\/[/*]+|\*+|#+|<!--|<%--|--+|;+|%+|"""|'''|\(\*|\{\/?[*#]|REM\b|\.\.)?\s*/iu;
// Bounded, because whoever may commit a file writes what is looked at.
const closing = /(?:\*{1,8}\/\}?|-{2,8}>|--%>|\*\)|#\}|"""|''')$/u;
const keys = /(?:^|[\s;,|])(?:(Produced-?By)\s?[=:]|(Rules-?Hash)\s?[=:]|Decision(?:\s?=|-?ID\s?[=:]))\s?/gu;

function insideComment(text: string): string {
  return text.replace(opening, "").trimEnd().replace(closing, "").trimEnd();
}

/** The fields of a line that begins with one, inside of its comment. */
function toFields(text: string, line: number): readonly Field[] {
  const inner = insideComment(text);
  const found = [...inner.matchAll(keys)];
  if (found[0]?.index !== 0) return [];
  return found.flatMap((match, at): readonly Field[] => {
    const value = inner
      .slice(match.index + match[0].length, found[at + 1]?.index)
      .replace(/[,;|]$/u, "")
      .trim();
    if (match[1] !== undefined) return [{ key: "producedBy", value, line }];
    if (match[2] !== undefined) return [{ key: "rulesHash", value, line }];
    return toDecisions(value, line).map((field) => ({ ...field, colon: match[0].includes(":") }));
  });
}

function toReference(text: string, line: number): readonly Field[] {
  const [, value] = /^DecisionRef\s?[=:]\s?(.*)$/u.exec(insideComment(text)) ?? [];
  return value === undefined ? [] : toDecisions(value.trim(), line);
}

/** Several ids are separated by commas; behind an id its commit may stand. */
function toDecisions(value: string, line: number): readonly Field[] {
  const ids = isPlaceholder(value) ? [value] : value.split(",").map((one) => one.trim());
  return ids.map((id) => ({ key: "decision", value: id.replace(/\s{1,8}\(#[^()]{1,80}\)$/u, ""), line }));
}
