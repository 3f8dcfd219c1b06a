/** The map below a head line `name:` that is not indented. */
export interface Block {
  readonly text: string;
  /** The offset of its first line, and that line's number. */
  readonly from: number;
  readonly line: number;
  /** The start of lines that nobody asks for: `version: `. */
  readonly unread: string;
}

/** A line `key: value`. */
export interface YamlLine {
  /** From 1. */
  readonly depth: number;
  readonly key: string;
  /** Empty above a deeper line; `{}` for an empty map. */
  readonly value: string;
  readonly line: number;
}

/**
 * Walks a block of nested maps, two spaces a level, up to the first line that is not indented. False where a line is anything
 * else than a plain or quoted key with a plain or quoted value: then a YAML parser has to look.
 */
export function scanYamlLines({ text, from, line: first, unread }: Block, visit: (line: YamlLine) => void): boolean {
  let [allowed, at, line] = [1, from, first];
  while (at < text.length) {
    const found = text.indexOf("\n", at);
    const end = found === -1 ? text.length : found;
    const start = skipSpaces(text, at, end);
    if (start === at && start < end) return blockEnd.test(text.slice(start, end));
    if (text.startsWith(unread, start) && (start - at) / 2 === allowed) {
      // Its value is of no interest; were it of several lines, the next would be too deep.
    } else if (start < end) {
      const depth = (start - at) / 2;
      const colon = keyEnd(text, start, end);
      if (depth > allowed || (start - at) % 2 === 1 || colon === -1) return false;
      const [key, value] = [toText(text.slice(start, colon)), toText(text.slice(colon + 2, end))];
      if (key === undefined || key === "" || value === undefined) return false;
      visit({ depth, key, value, line });
      allowed = value === "" ? depth + 1 : depth;
    }
    at = end + 1;
    line += 1;
  }
  return true;
}

const blockEnd = /^(?:[A-Za-z]\w*:|---$|\.\.\.$)/u;

function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === 32) at += 1;
  return at;
}

/** The colon after a key: before a space or the end of the line, and behind the closing quote of a quoted key. */
function keyEnd(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start);
  const quote = first === 39 ? "'" : '"';
  const from = first === 39 || first === 34 ? text.indexOf(quote, start + 1) : start;
  let colon = from === -1 ? -1 : text.indexOf(":", from);
  while (colon !== -1 && colon + 1 < end && text.charCodeAt(colon + 1) !== 32) colon = text.indexOf(":", colon + 1);
  return colon < end ? colon : -1;
}

// What most keys and ranges are made of: no quote, colon, `#` or tab anywhere, and no space at the end.
const simple = /^[\w^~.=/<](?:[\w^~.=/<>*()@+ -]*[\w.*)])?$/u;
// What starts a scalar of another style, a flow, an anchor, an alias, a tag, a comment, or a list or an explicit key.
const otherStyle: ReadonlySet<string> = new Set("|>[]{}&*!#%@`,?-\t");

/** A scalar of one line, or `{}`; undefined where it is of another style. */
function toText(raw: string): string | undefined {
  if (raw === "" || raw === "{}" || simple.test(raw)) return raw;
  const first = raw.charAt(0);
  if (first === "'" || first === '"') return unquote(raw, first);
  if (otherStyle.has(first) || raw.trim() !== raw || raw.endsWith(":")) return undefined;
  return raw.includes(" #") || raw.includes(": ") || raw.includes("\t") ? undefined : raw;
}

/** An empty text in quotes is left to the parser, since an empty value stands above deeper lines. */
function unquote(raw: string, quote: string): string | undefined {
  const inner = raw.slice(1, -1);
  const closed = raw.length > 2 && raw.endsWith(quote);
  return !closed || inner.includes(quote) || (quote === '"' && inner.includes("\\")) ? undefined : inner;
}
