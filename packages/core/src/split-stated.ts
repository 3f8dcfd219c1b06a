import { accountName } from "./account-name.ts";
import { isFence } from "./fence.ts";
import { parseTrailer, type Trailer } from "./trailers.ts";

/** What a changeset says beside its prose. */
export interface StatedText {
  /** The prose. */
  readonly text: string;
  readonly trailers: readonly Trailer[];
  /** In hexadecimal. */
  readonly commit: string | undefined;
  readonly pull: number | undefined;
  /** Names of accounts, without `@`. */
  readonly authors: readonly string[];
}

/**
 * Takes off a changeset's text what it states in lines of its own: the trailers `Decision-ID`, `Related-Capsule`,
 * `Signed-off-by` and `Co-authored-by` at its very end, with or without a blank line before them, and where it comes from
 * (`author: @name`, `commit: 0123abc`, `pr: 12`), as other changelog modules know it too.
 *
 * Lines of origin count at the margin, in a paragraph of nothing but such lines and trailers before any fenced code, and
 * from the first trailer at the end on. In any other form or place they are text, and so is a line under another key.
 * Several authors count; of commits and pull requests the first, and each of them is taken off. What is left states
 * nothing more, so that it can be split again.
 */
export function splitStated(text: string): StatedText {
  const lines = text.replaceAll("\r\n", "\n").split("\n").map(toLine);
  const end = startOfEnd(lines);
  const above = originsAbove(lines.slice(0, end));
  const behind = lines.slice(end);
  const values = (of: Origin["of"]): readonly string[] =>
    [...above, ...behind].flatMap(({ origin }) => (origin?.of === of ? origin.value : []));
  const pull = values("pull")[0];
  return {
    text: toProse(lines, new Set([...above, ...behind])),
    trailers: behind.flatMap(({ trailer }) => trailer ?? []),
    commit: values("commit")[0]?.toLowerCase(),
    pull: pull === undefined ? undefined : Number(pull),
    authors: [...new Set(values("author"))],
  };
}

interface Line {
  readonly text: string;
  readonly kind: "blank" | "origin" | "prose" | "trailer";
  readonly trailer?: Trailer;
  readonly origin?: Origin;
}

interface Origin {
  readonly of: "author" | "commit" | "pull";
  readonly value: string;
}

const trailerKeys: ReadonlySet<string> = new Set(["co-authored-by", "decision-id", "related-capsule", "signed-off-by"]);

const originForms: Readonly<Record<Origin["of"], { readonly keys: readonly string[]; readonly form: RegExp }>> = {
  author: { keys: ["author", "user"], form: new RegExp(`^@?(?<value>${accountName})$`, "u") },
  commit: { keys: ["commit"], form: /^(?<value>[0-9A-Fa-f]{7,64})$/u },
  pull: {
    keys: ["pr", "pull", "pull request", "mr", "merge request"],
    form: /^[#!]?(?<value>[1-9]\d{0,8})$/u,
  },
};

function toLine(text: string): Line {
  const line = text.trimEnd();
  if (line === "") return { text, kind: "blank" };
  const trailer = parseTrailer(line);
  if (trailer !== undefined && trailerKeys.has(trailer.key.toLowerCase())) return { text, kind: "trailer", trailer };
  const origin = parseOrigin(line);
  return origin === undefined ? { text, kind: "prose" } : { text, kind: "origin", origin };
}

function parseOrigin(line: string): Origin | undefined {
  const [, key = "", stated = ""] = /^([A-Za-z ]+):[ \t]*(.*)$/u.exec(line) ?? [];
  return (["author", "commit", "pull"] as const).flatMap((of) => {
    const { keys, form } = originForms[of];
    const value = keys.includes(key.toLowerCase()) ? form.exec(stated)?.groups?.["value"] : undefined;
    return value === undefined ? [] : [{ of, value }];
  })[0];
}

/** Where the lines begin that state something at the very end: behind all prose, from the first trailer on. */
function startOfEnd(lines: readonly Line[]): number {
  const behind = lines.findLastIndex(({ kind }) => kind === "prose") + 1;
  const first = lines.findIndex(({ kind }, at) => at >= behind && kind === "trailer");
  return first === -1 ? lines.length : first;
}

/** The lines of origin in paragraphs without prose, as far as the first fence, which is prose itself. */
function originsAbove(lines: readonly Line[]): readonly Line[] {
  const fence = lines.findIndex(({ text }) => isFence(text));
  const paragraphs: Line[][] = [[]];
  for (const line of fence === -1 ? lines : lines.slice(0, fence + 1)) {
    if (line.kind === "blank") paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs
    .filter((paragraph) => paragraph.every(({ kind }) => kind !== "prose"))
    .flatMap((paragraph) => paragraph.filter(({ kind }) => kind === "origin"));
}

function toProse(lines: readonly Line[], taken: ReadonlySet<Line>): string {
  const kept = lines.filter((line) => !taken.has(line));
  const text = kept.map((line) => line.text).join("\n");
  // Because a line that was indented would come to the margin, and count there.
  return kept[0] === lines[0] ? text.trim() : text.replace(/^\s*\n/u, "").trimEnd();
}
