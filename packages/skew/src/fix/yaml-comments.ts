import { Lexer } from "yaml";

/** A comment of a YAML text, and whether it has its line to itself. */
export interface YamlComment {
  /** Where its `#` stands, in UTF-16 units. */
  readonly at: number;
  readonly ownLine: boolean;
}

/** What the lexer puts between the pieces of the text: the beginning of a document, of a scalar, and the end of a broken flow. */
const marks: ReadonlySet<string> = new Set(["\u0002", "\u001F", "\u0018"]);

/** All comments of a YAML text in their order. A `#` within a quoted text or a block of text is none. */
export function findComments(text: string): readonly YamlComment[] {
  const comments: YamlComment[] = [];
  let at = 0;
  let before = "";
  for (const token of new Lexer().lex(text)) {
    // What follows the mark of a scalar is its text, whatever it begins with.
    if (token.startsWith("#") && before !== "\u001F") comments.push({ at, ownLine: isLineStart(text, at) });
    before = token;
    if (!marks.has(token)) at += token.length;
  }
  return comments;
}

function isLineStart(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trim() === "";
}
