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

/** How markers are written: as comments of HTML, or as comments that a `#` begins, two columns in, as below the `jobs:` of a workflow. */
export type MarkerSyntax = "hash" | "html";

interface Comment {
  readonly open: string;
  readonly close: string;
  /** What may have been a marker, bent or not. */
  readonly like: RegExp;
}

const comments: Readonly<Record<MarkerSyntax, Comment>> = {
  html: { open: "<!-- ", close: " -->", like: /^ ?<!--\s*releaser:(begin|end)\b[ \t]*(\w[\w-]*)?/iu },
  hash: { open: "  # ", close: "", like: /^\s*#+\s*releaser:(begin|end)\b[ \t]*(\w[\w-]*)?/iu },
};

export interface MarkedSectionOptions {
  readonly hint: string;
  readonly content: string;
  /** `html` unless told. */
  readonly syntax?: MarkerSyntax;
}

/**
 * A section that is kept when the text around it is written anew, each marker on a line of its own. `hint` says so to
 * who comes to write there; neither holds `<`, `>` or `--`.
 */
export function renderMarkedSection(name: string, { hint, content, syntax = "html" }: MarkedSectionOptions): string {
  const inner = content === "" ? [] : ["", content, ""];
  const { open, close } = comments[syntax];
  return [`${open}releaser:begin ${name} · ${hint}${close}`, ...inner, endOf(name, syntax)].join("\n");
}

/**
 * Finds the section of a name again. A marker begins its line, so none is in a list, a quotation or a code span. Both markers stand there once, in their order and unbent, or neither does: whatever
 * else names it is broken, because text could get lost.
 */
export function readMarkedSection(text: string, name: string, syntax: MarkerSyntax = "html"): MarkedSection {
  const lines = text.split(/\r?\n/u);
  const marks = lines.flatMap((line, index) => toMark(line, { name, index, syntax }) ?? []);
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

interface Place {
  readonly name: string;
  readonly index: number;
  readonly syntax: MarkerSyntax;
}

function toMark(line: string, { name, index, syntax }: Place): Mark | undefined {
  const { open, close, like } = comments[syntax];
  const [, word, named = ""] = like.exec(line) ?? [];
  if (word === undefined || (named !== name && named !== "")) return undefined;
  if (line.trimEnd() === endOf(name, syntax)) return { kind: "end", index };
  const isBegin = new RegExp(`^${open}releaser:begin ${name}(?: · [^<>]*)?${close}$`, "u").test(line.trimEnd());
  return { kind: isBegin ? "begin" : "bent", index };
}

function endOf(name: string, syntax: MarkerSyntax): string {
  const { open, close } = comments[syntax];
  return `${open}releaser:end ${name}${close}`;
}

function broken({ index }: Mark, why: string): MarkedSection {
  return { is: "broken", why, line: index + 1 };
}
