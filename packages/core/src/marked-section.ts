/** What stands between the markers of a generated text, where people may write. */
export type MarkedSection =
  | { readonly is: "absent" }
  /** Why it cannot be told where it begins and ends, and in which line, counted from 1. */
  | { readonly is: "broken"; readonly why: string; readonly line: number }
  /** Lines end with `\n` in each of the three. */
  | {
      readonly is: "there";
      /** As written, without blank lines around it. */
      readonly content: string;
      /** What stands above the line of the marker that begins it. */
      readonly before: string;
      /** What stands below the line of the one that ends it. */
      readonly after: string;
    };

/**
 * A section that is kept when the text around it is written anew, each marker on a line of its own. `hint` says so to
 * who comes to write there; neither holds `<`, `>` or `--`.
 */
export function renderMarkedSection(name: string, { hint, content }: { hint: string; content: string }): string {
  const inner = content === "" ? [] : ["", content, ""];
  return [`<!-- releaser:begin ${name} · ${hint} -->`, ...inner, endOf(name)].join("\n");
}

/**
 * Finds the section of a name again. A marker begins its line, so none is in a list, a quotation or a code span. Both markers stand there once, in their order and unbent, or neither does: whatever
 * else names it is broken, because text could get lost.
 */
export function readMarkedSection(text: string, name: string): MarkedSection {
  const lines = text.split(/\r?\n/u);
  const marks = lines.flatMap((line, index) => toMark(line, { name, index }) ?? []);
  const [begin, end, ...others] = marks;
  if (begin === undefined) return { is: "absent" };
  const bent = marks.find(({ kind }) => kind === "bent");
  if (bent !== undefined) return broken(bent, "this marker is not as it was written");
  if (begin.kind === "end") return broken(begin, "the end stands here, and no beginning above it");
  if (end?.kind !== "end") return broken(end ?? begin, end ? "it begins a second time" : "it has no end");
  const [more] = others;
  if (more !== undefined) return broken(more, "its markers are there more than once");
  const between = (from: number, to?: number): string => lines.slice(from, to).join("\n");
  return {
    is: "there",
    content: between(begin.index + 1, end.index)
      .replace(/^(?:[ \t]*\n)+/u, "")
      .trimEnd(),
    before: between(0, begin.index),
    after: between(end.index + 1),
  };
}

interface Mark {
  readonly kind: "begin" | "bent" | "end";
  readonly index: number;
}

function toMark(line: string, { name, index }: { name: string; index: number }): Mark | undefined {
  const [, word, named = ""] = /^ ?<!--\s*releaser:(begin|end)\b[ \t]*(\w[\w-]*)?/iu.exec(line) ?? [];
  if (word === undefined || (named !== name && named !== "")) return undefined;
  if (line.trimEnd() === endOf(name)) return { kind: "end", index };
  const isBegin = new RegExp(`^<!-- releaser:begin ${name}(?: · [^<>]*)? -->$`, "u").test(line.trimEnd());
  return { kind: isBegin ? "begin" : "bent", index };
}

function endOf(name: string): string {
  return `<!-- releaser:end ${name} -->`;
}

function broken({ index }: Mark, why: string): MarkedSection {
  return { is: "broken", why, line: index + 1 };
}
