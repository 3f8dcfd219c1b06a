import { isFence } from "@releaser/core";
import { toSafeMarkdown } from "./safe-markdown.ts";
import type { SafeInlineOptions } from "./safe-inline.ts";

/** For a text that comes into a file elsewhere than its own links mean. */
export const elsewhere: SafeInlineOptions = { local: false };

const blockStart = /^\s*(?:[-*+>|]|\d+[.)])(?:\s|$)|^\s{4}/u;
const nothing = "_No description._";

/** A text as its first paragraph on one line and all that follows. */
export interface Told {
  /** Undefined where the text starts with a list, a quote, a table or code. */
  readonly headline: string | undefined;
  /** Empty where the headline is all. */
  readonly rest: string;
}

/** Somebody's text, made safe and taken apart. */
export function tell(text: string, options: SafeInlineOptions = {}): Told {
  const safe = toSafeMarkdown(text, options);
  if (safe === "") return { headline: nothing, rest: "" };
  const lines = safe.split("\n");
  const end = lines.findIndex((line) => line.trim() === "" || isFence(line) || blockStart.test(line));
  if (end === 0) return { headline: undefined, rest: safe };
  const paragraph = end === -1 ? lines : lines.slice(0, end);
  return {
    headline: paragraph
      .map((line) =>
        line
          .trim()
          .replace(/(?<!\\)\\$/u, "")
          .trimEnd(),
      )
      .join(" "),
    rest: end === -1 ? "" : lines.slice(end).join("\n").trim(),
  };
}

/** A bullet with the whole text, the suffix at the end of its first line; nothing in it reaches the margin. */
export function renderBullet({ headline, rest }: Told, suffix = ""): string {
  const first = `- ${headline ?? "In detail:"}${suffix === "" ? "" : ` ${suffix}`}`;
  return rest === "" ? first : `${first}\n\n${indent(rest)}`;
}

/** The text as a quotation. */
export function renderQuote(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
}
