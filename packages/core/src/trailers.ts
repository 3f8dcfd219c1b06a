import { safeLine } from "./safe-text.ts";

/** One `Key: value` line. */
export interface Trailer {
  readonly key: string;
  readonly value: string;
}

const trailerLine = /^([A-Za-z][A-Za-z0-9-]*) ?:[ \t](.*\S)[ \t]*$/u;
const continuationLine = /^[ \t]+\S/u;

/**
 * The trailers of any paragraph but the first of a commit or tag message that consists of nothing but `Key: value` lines
 * and their indented continuations. Git looks at the last paragraph alone, and loses the block to one `Co-authored-by`
 * after a blank line; so every paragraph counts. An indented line opens no trailer. The ` (<tag>)` that a version action
 * puts behind the last line in pre mode is taken off.
 */
export function parseTrailers(message: string): readonly Trailer[] {
  return withoutPreTag(message.replaceAll("\r\n", "\n").trimEnd())
    .split(/\n(?:[ \t]*\n)+/u)
    .slice(1)
    .flatMap((paragraph) => toTrailers(paragraph) ?? []);
}

/** The keys that a changeset may state at the end of its text; a line under another key is text, so `fix: a crash` stays. */
const changesetKeys: ReadonlySet<string> = new Set([
  "co-authored-by",
  "decision-id",
  "related-capsule",
  "signed-off-by",
]);

/**
 * The trailers at the very end of a changeset's text, and the text without them. Only `Decision-ID`, `Related-Capsule`,
 * `Signed-off-by` and `Co-authored-by` count, with or without a blank line before them. A text that is trailers alone
 * leaves an empty text.
 */
export function splitTrailers(text: string): { readonly text: string; readonly trailers: readonly Trailer[] } {
  const lines = text.replaceAll("\r\n", "\n").trim().split("\n");
  const end = lines.findLastIndex((line) => line.trim() !== "" && toChangesetTrailer(line) === undefined) + 1;
  return {
    text: lines.slice(0, end).join("\n").trim(),
    trailers: lines.slice(end).flatMap((line) => toChangesetTrailer(line) ?? []),
  };
}

/** The values under a key, in order, whatever its case. */
export function trailerValues(trailers: readonly Trailer[], key: string): readonly string[] {
  return trailers.filter((trailer) => trailer.key.toLowerCase() === key.toLowerCase()).map(({ value }) => value);
}

/**
 * Trailers as one block. A value is brought to one line, so that none can inject another; one that is empty then is left
 * out, because a line without a value makes the whole block unreadable to git.
 */
export function renderTrailers(trailers: readonly Trailer[]): string {
  return trailers
    .map(({ key, value }) => ({ key, value: safeLine(value) }))
    .filter(({ value }) => value !== "")
    .map(({ key, value }) => `${key}: ${value}\n`)
    .join("");
}

function toTrailers(paragraph: string): readonly Trailer[] | undefined {
  const trailers: Trailer[] = [];
  for (const line of paragraph.split("\n")) {
    const trailer = toTrailer(line);
    const last = trailers.at(-1);
    if (trailer !== undefined) trailers.push(trailer);
    else if (last !== undefined && continuationLine.test(line)) {
      trailers[trailers.length - 1] = { key: last.key, value: `${last.value} ${line.trim()}` };
    } else return undefined;
  }
  return trailers;
}

function toTrailer(line: string): Trailer | undefined {
  const [, key, value] = trailerLine.exec(line) ?? [];
  return key === undefined || value === undefined ? undefined : { key, value: value.trim() };
}

function toChangesetTrailer(line: string): Trailer | undefined {
  const trailer = toTrailer(line);
  return trailer !== undefined && changesetKeys.has(trailer.key.toLowerCase()) ? trailer : undefined;
}

function withoutPreTag(message: string): string {
  return message.replace(/ \([a-z][\w.-]*\)$/iu, "");
}
