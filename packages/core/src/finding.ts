import { digestOf } from "./canonical-json.ts";
import type { Location } from "./workspace.ts";

export type Level = "error" | "info" | "warning";

export interface Edit {
  readonly file: string;
  /** JSON pointer of the value; empty for the whole file. */
  readonly pointer: string;
  /** What is to stand there; null takes the entry away. */
  readonly value: string | null;
}

/** The one program that a fix may ask for. */
export type FixCommand = "pnpm install --lockfile-only";

/** What mends a finding: edits, or a command where another program owns the file. */
export interface Fix {
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly Edit[];
  readonly command?: FixCommand;
}

/** What a rule yields: a place, what is and why it is wrong, and the mend as data. */
export interface Draft {
  readonly at: Location;
  readonly message: string;
  /** Where this case weighs less than the rule does otherwise; never more. */
  readonly level?: Level;
  /** The exact command or edit that mends it, in words. */
  readonly hint?: string;
  /** Whose finding it is, by name. */
  readonly package?: string;
  /** The dependency that it is about, by the name that it resolves to, where it is about one. */
  readonly dependency?: string;
  readonly related?: readonly { readonly at: Location; readonly message: string }[];
  readonly fix?: Fix;
}

/** One finding of `skew-report.v1`. */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly hint?: string;
  readonly package?: string;
  readonly dependency?: string;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
  /** What stands there, as written, where it is one text. */
  readonly value?: string;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
  /** 16 hex digits over rule, file, pointer and message without its numbers: the same finding in the next run, also after a release. */
  readonly fingerprint: string;
}

/** Another place that a finding is about. */
export interface Related {
  readonly file: string;
  readonly line?: number;
  readonly value?: string;
  readonly message: string;
}

/** A fix that a person need not look at. */
export function safe(edit: Placed): Fix {
  return { safety: "safe", edits: [toEdit(edit)] };
}

/** A fix that changes what users get, so a person looks at it. */
export function unsafe(edit: Placed): Fix {
  return { safety: "unsafe", edits: [toEdit(edit)] };
}

interface Placed {
  readonly at: Location;
  readonly value: string | null;
}

function toEdit({ at, value }: Placed): Edit {
  return { file: at.file, pointer: at.pointer ?? "", value };
}

/** A draft as the finding of a rule, at the lesser of the two levels. */
export function toFinding(rule: { readonly id: string; readonly level: Level }, draft: Draft): Finding {
  const { at, related, level = rule.level, ...said } = draft;
  return {
    rule: rule.id,
    level: weight[level] < weight[rule.level] ? level : rule.level,
    ...said,
    ...at,
    ...(related && { related: related.map(({ at: place, message }) => ({ ...toPlace(place), message })) }),
    fingerprint: digestOf([rule.id, at.file, at.pointer ?? "", withoutNumbers(draft.message)]).slice(0, 16),
  };
}

/** Versions, ranges and counts are what a release and a new package move in a message that says the same; a digit of a name is not. */
function withoutNumbers(message: string): string {
  return message.replaceAll(number, "#");
}

/** A whole version, wherever it does not go on from a word; or a number that stands for itself. */
const number = /(?<![\w.])v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?|(?<![\w./-])v?\d+(?:\.\d+)?(?![\w-])/gu;

const weight: Readonly<Record<Level, number>> = { info: 0, warning: 1, error: 2 };

function toPlace({ file, line, value }: Location): Omit<Related, "message"> {
  return { file, ...(line !== undefined && { line }), ...(value !== undefined && { value }) };
}
