const operators = new Set("|&;<>()$`*?#~!{}[]\n");

/** A command line as words, or why it is none. */
export type SplitCommand = { readonly words: readonly string[] } | { readonly problem: string };

/**
 * Splits one line at white space as a POSIX shell would where there is nothing but words, `'…'`, `"…"` and `\`. What only
 * a shell can do (pipes, `&&`, variables, globs) is a problem, because the same line would mean something else on another
 * system: who wants a shell names it, as in `["sh", "-c", "…"]`.
 */
export function splitCommand(line: string): SplitCommand {
  const words: string[] = [];
  for (let at = skipBlanks(line, 0); at < line.length; at = skipBlanks(line, at)) {
    const word = readWord(line, at);
    if ("problem" in word) return word;
    words.push(word.text);
    at = word.end;
  }
  return words.length > 0 ? { words } : { problem: "the command is empty" };
}

type Word = { readonly text: string; readonly end: number } | { readonly problem: string };

function readWord(line: string, start: number): Word {
  let text = "";
  let at = start;
  while (at < line.length && !isBlank(line[at])) {
    const piece = readPiece(line, at);
    if ("problem" in piece) return piece;
    text += piece.text;
    at = piece.end;
  }
  return { text, end: at };
}

function readPiece(line: string, at: number): Word {
  const character = line[at] ?? "";
  if (character === "'" || character === '"') return readQuoted(line, at, character);
  if (character === "\\") {
    return at + 1 < line.length ? { text: line[at + 1] ?? "", end: at + 2 } : { problem: "it ends with a backslash" };
  }
  return operators.has(character)
    ? { problem: `${JSON.stringify(character)} needs a shell: write ["sh", "-c", "…"], or quote it` }
    : { text: character, end: at + 1 };
}

function readQuoted(line: string, start: number, mark: string): Word {
  let text = "";
  for (let at = start + 1; at < line.length; at += 1) {
    const character = line[at] ?? "";
    const next = line[at + 1] ?? "";
    if (character === mark) return { text, end: at + 1 };
    if (mark === '"' && (character === "$" || character === "`")) {
      return { problem: `${character} inside "…" needs a shell: write ["sh", "-c", "…"], or use '…'` };
    }
    const escaped = mark === '"' && character === "\\" && '"\\$`'.includes(next) && next !== "";
    text += escaped ? next : character;
    if (escaped) at += 1;
  }
  return { problem: `a ${mark} is never closed` };
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && isBlank(line[at])) at += 1;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
