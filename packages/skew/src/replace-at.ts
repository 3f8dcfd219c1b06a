import type { Location } from "@releaser/core";

/** A text with one word replaced on the line of a place, at its column or behind it; undefined where the word does not stand there. */
export function replaceAt(
  text: string,
  { line, column }: Location,
  [from, to]: readonly [string, string],
): string | undefined {
  if (line === undefined) return undefined;
  const start = text.split("\n", line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const at = text.indexOf(from, start + (column ?? 1) - 1);
  const end = text.indexOf("\n", start);
  if (at === -1 || from === "" || (end !== -1 && at > end)) return undefined;
  return `${text.slice(0, at)}${to}${text.slice(at + from.length)}`;
}
