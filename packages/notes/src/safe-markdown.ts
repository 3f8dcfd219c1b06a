import { fenceLine, isFence, safeText } from "@releaser/core";
import { type SafeInlineOptions, toSafeInline } from "./safe-inline.ts";

const prefix = String.raw`(?<prefix>\s*(?:>\s*|[-*+]\s+|\d+[.)]\s+)*)`;
const heading = new RegExp(String.raw`^${prefix}(?<marks>#{1,6})(?<text>\s.*|)$`, "u");
const underline = new RegExp(String.raw`^${prefix}(?<line>=+|-+)\s*$`, "u");
const tableRow = /^[\s>]*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u;

/**
 * Somebody's Markdown as Markdown that stays inside the place where it is put: beside what `toSafeInline` promises, no
 * heading (those become bold lines), no front matter or rule of dashes, every fence closed and at the margin. Controls
 * and bidi marks are visible escapes. Nothing is cut. Lines end with `\n`, none at the end.
 */
export function toSafeMarkdown(text: string, options: SafeInlineOptions = {}): string {
  const lines = safeText(text).trim().split("\n");
  const tabular = lines.some((line) => tableRow.test(line) && /[|:]/u.test(line));
  return toParts(lines)
    .flatMap((part) =>
      part.kind === "code" ? renderCode(part) : [toSafeLine(withBreak(part.line), { ...options, tabular })],
    )
    .join("\n")
    .trimEnd();
}

interface CodePart {
  readonly kind: "code";
  readonly language: string;
  readonly lines: readonly string[];
}

type Part = CodePart | { readonly kind: "line"; readonly line: string };

function toParts(lines: readonly string[]): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (!isFence(line)) parts.push({ kind: "line", line });
    else {
      const end = endOfFence(lines, at);
      parts.push(toCodePart(line, lines.slice(at + 1, end)));
      at = end;
    }
  }
  return parts;
}

/** The index of the closing line, or behind the last one where nothing closes it. */
function endOfFence(lines: readonly string[], start: number): number {
  const mark = marksOf(lines[start] ?? "");
  const found = lines.findIndex((line, at) => at > start && closes(line.trim(), mark));
  return found === -1 ? lines.length : found;
}

function closes(line: string, mark: string): boolean {
  return line.startsWith(mark) && line === mark.charAt(0).repeat(line.length);
}

function marksOf(line: string): string {
  const { ticks, tildes } = fenceLine.exec(line)?.groups ?? {};
  return ticks ?? tildes ?? "";
}

function toCodePart(opening: string, lines: readonly string[]): CodePart {
  const { info, words } = fenceLine.exec(opening)?.groups ?? {};
  const language = /^\s*([\w+#.-]{1,30})/u.exec(info ?? words ?? "")?.[1] ?? "";
  const indent = /^\s*/u.exec(opening)?.[0].length ?? 0;
  return { kind: "code", language, lines: lines.map((line) => dedent(line, indent)) };
}

function dedent(line: string, indent: number): string {
  const own = /^\s*/u.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(own, indent));
}

/** At the margin, because there a fence is a fence whatever list or quote comes before it; longer than any run of backticks inside. */
function renderCode({ language, lines }: CodePart): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`+/gu) ?? []).map((run) => run.length));
  const mark = "`".repeat(longest + 1);
  return [`${mark}${language}`, ...lines, mark];
}

/** A hard break as two spaces: a backslash at the end would escape whatever comes behind it when lines are joined. */
function withBreak(line: string): string {
  return line.replace(/(?<!\\)(?<pairs>(?:\\\\)*)\\$/u, "$<pairs>  ");
}

function toSafeLine(line: string, options: SafeInlineOptions): string {
  const titled = heading.exec(line)?.groups;
  if (titled) return `${titled["prefix"] ?? ""}${toBold(titled["marks"] ?? "", titled["text"] ?? "", options)}`;
  const ruled = underline.exec(line)?.groups;
  if (ruled) return `${ruled["prefix"] ?? ""}\\${ruled["line"] ?? ""}`;
  return toSafeInline(line, options);
}

function toBold(marks: string, text: string, options: SafeInlineOptions): string {
  const title = toSafeInline(text.replace(/\s+#+\s*$/u, "").trim(), options);
  const fits = title !== "" && !/[*_\\]/u.test(title);
  return fits ? `**${title}**` : `\\${marks}${title === "" ? "" : ` ${title}`}`;
}
