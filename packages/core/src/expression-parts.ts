/** A text of a workflow of GitHub's in parts: what stands as it is, and what GitHub puts in the place of an expression. */
export interface ExpressionPart {
  readonly kind: "expression" | "text";
  /** As written, braces and all. */
  readonly written: string;
  /** What stands between the braces; of a text itself. */
  readonly content: string;
}

/** Braces within a quoted text end nothing; `''`, a quote in one, is the border of two. */
const expression = /\$\{\{((?:'[^']*'|(?!\}\})[^'])*)\}\}/gu;

/** The parts of a text in order; joined as written they are the text. */
export function expressionParts(text: string): readonly ExpressionPart[] {
  const found = [...text.matchAll(expression)];
  const ends = found.map(({ index, 0: written }) => index + written.length);
  return [
    ...found.flatMap(({ index, 0: written, 1: content = "" }, at) => [
      ...toText(text.slice(ends[at - 1] ?? 0, index)),
      { kind: "expression" as const, written, content: content.trim() },
    ]),
    ...toText(text.slice(ends.at(-1) ?? 0)),
  ];
}

function toText(text: string): readonly ExpressionPart[] {
  return text === "" ? [] : [{ kind: "text", written: text, content: text }];
}
