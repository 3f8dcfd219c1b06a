import type { Scalar } from "./tree.ts";

/** One command of a script. */
export interface Command {
  /** As words, without what is set for it alone and without quotes around a whole word. */
  readonly words: readonly string[];
  readonly text: string;
}

const leading =
  /^(?:(?:if|then|else|elif|while|until|do|!|sudo|time|exec|env)\s+|[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'])*\s+|[({]\s+)+/u;

/** The commands of a script, in order. A rough look: enough to tell what is called, never to run it. */
export function commandsIn(script: Scalar | undefined): readonly Command[] {
  const text = (script?.text ?? "").replaceAll(/\\\r?\n/gu, " ").replaceAll(/(^|\s)#.*$/gmu, "$1");
  return text
    .split(/\n|&&|\|\||[;|]|\$\(|`/u)
    .map((part) => part.trim().replace(leading, ""))
    .filter((part) => part !== "")
    .map((part) => ({ text: part, words: (part.match(/"[^"]*"|'[^']*'|\S+/gu) ?? []).map((word) => unquote(word)) }));
}

function unquote(word: string): string {
  return /^(["']).*\1$/u.test(word) ? word.slice(1, -1) : word;
}
