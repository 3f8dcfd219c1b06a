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
    const trailer = parseTrailer(line);
    const last = trailers.at(-1);
    if (trailer !== undefined) trailers.push(trailer);
    else if (last !== undefined && continuationLine.test(line)) {
      trailers[trailers.length - 1] = { key: last.key, value: `${last.value} ${line.trim()}` };
    } else return undefined;
  }
  return trailers;
}

/** One line as a trailer, where it is one. */
export function parseTrailer(line: string): Trailer | undefined {
  const [, key, value] = trailerLine.exec(line) ?? [];
  return key === undefined || value === undefined ? undefined : { key, value: value.trim() };
}

function withoutPreTag(message: string): string {
  return message.replace(/ \([a-z][\w.-]*\)$/iu, "");
}
