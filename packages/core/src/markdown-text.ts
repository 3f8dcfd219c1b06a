import { toCode } from "./code-span.ts";
import { safeLine } from "./safe-text.ts";

const tokens = /(?<!\S)\(?(?:`[^`]+`|"[^"]*"(?:: "[^"]*")?)[),.;:]*(?!\S)|\S+/gu;
const plainWord = /^(?:[A-Za-z][A-Za-z'-]*|\d+)?$/u;

/**
 * A line of plain text as Markdown that shows that text and nothing else: words stay words, and whatever else it holds (names,
 * ranges, paths, quotations) becomes a code span, where no mention, no tag, no link and no emphasis can be. Does not begin a line.
 */
export function toMarkdownText(text: string): string {
  return safeLine(text).replaceAll(tokens, (token) => toPiece(token));
}

function toPiece(token: string): string {
  const start = token.startsWith("(") ? 1 : 0;
  const end = endOfText(token, start);
  const inner = token.slice(start, end);
  const quoted = /^`([^`]+)`$/u.exec(inner)?.[1];
  const shown = quoted === undefined && plainWord.test(inner) ? inner : toCode(quoted ?? inner);
  return `${token.slice(0, start)}${shown}${token.slice(end)}`;
}

/** Where the marks that close a word or a clause begin. */
function endOfText(token: string, start: number): number {
  let end = token.length;
  while (end > start && "),.;:".includes(token.charAt(end - 1))) end -= 1;
  return end;
}
