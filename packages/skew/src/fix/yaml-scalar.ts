import { CST, parse, type Scalar } from "yaml";
import type { Edited } from "./change.ts";

interface Replacement {
  readonly node: Scalar;
  readonly inFlow: boolean;
  readonly value: string;
}

/** The change that gives a scalar another text. Anchor, tag and comments beside it stay. */
export function replaceScalar(text: string, { node, inFlow, value }: Replacement): Edited {
  const [start, end] = node.range ?? [0, 0];
  if (start === end) return { why: "there is no value to replace" };
  const was = String(node.value);
  if (node.value === value) return { changes: [], was, at: start };
  const source = toSource(value, { inFlow, style: styleOf(node) });
  // A text in the manner of `|` reaches to the end of its last line.
  const [lineEnd = ""] = /\r?\n$/u.exec(text.slice(start, end)) ?? [];
  return { was, at: start, changes: [{ start, end, text: `${source}${lineEnd}` }] };
}

type Style = "PLAIN" | "QUOTE_DOUBLE" | "QUOTE_SINGLE";

function styleOf({ type }: Scalar): Style {
  return type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE" ? type : "PLAIN";
}

/** What is read back as that text, and not as a number or something else; every JSON text is YAML in double quotes. */
function toSource(value: string, { inFlow, style }: { readonly inFlow: boolean; readonly style: Style }): string {
  const token = /^$|\n/u.test(value) ? undefined : CST.createScalarToken(value, { indent: 2, inFlow, type: style });
  const source = token && "source" in token ? token.source : undefined;
  return source !== undefined && !source.includes("\n") && parse(source) === value ? source : JSON.stringify(value);
}
