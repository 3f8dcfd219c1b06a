import { safeLine } from "./safe-text.ts";

/** A short text as a code span, whatever it holds. */
export function toCode(text: string): string {
  const line = safeLine(text);
  const longest = Math.max(0, ...(line.match(/`+/gu) ?? []).map((run) => run.length));
  const mark = "`".repeat(longest + 1);
  const pad = line === "" || line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${mark}${pad}${line}${pad}${mark}`;
}

/** The same inside a table, where `|` would end the cell. */
export function toCellCode(text: string): string {
  return toCode(text).replaceAll("|", String.raw`\|`);
}

/** Several as a list in one line. */
export function toCodeList(texts: readonly string[]): string {
  return texts.map(toCode).join(", ");
}
