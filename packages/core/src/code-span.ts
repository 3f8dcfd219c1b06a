import { safeLine } from "./safe-text.ts";

/** A short text as a code span, whatever it holds. */
export function toCode(text: string): string {
  const line = safeLine(text);
  const longest = Math.max(0, ...(line.match(/`+/gu) ?? []).map((run) => run.length));
  const mark = "`".repeat(longest + 1);
  const pad = line === "" || line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${mark}${pad}${line}${pad}${mark}`;
}

/** The same inside a table. */
export function toCellCode(text: string): string {
  return toCell(toCode(text));
}

/**
 * Markdown of one line as a cell of a table, which a `|` would end unless an odd number of backslashes stands before it. One that has
 * an odd number already shows one more, because nothing else keeps it inside.
 */
export function toCell(markdown: string): string {
  return markdown.replaceAll(
    /(\\*)\|/gu,
    (_, slashes: string) => `${slashes}${slashes.length % 2 === 0 ? "" : "\\"}\\|`,
  );
}

/** Several as a list in one line. */
export function toCodeList(texts: readonly string[]): string {
  return texts.map(toCode).join(", ");
}
