import { parseTrailer, splitStated, trailerValues } from "@releaser/core";
import type { FileHeader } from "./file-header.ts";

/** The decisions that a changeset states at its end, as a header; undefined where it states none. */
export function parseChangesetHeader(text: string): FileHeader | undefined {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r\n|\n|\r/u);
  const front = lines[0] === "---" ? lines.indexOf("---", 1) + 1 : 0;
  const ids = trailerValues(splitStated(lines.slice(front).join("\n")).trailers, "Decision-ID");
  if (ids.length === 0) return undefined;
  const decisions = ids.map((value) => ({ value, line: lastLineOf(lines, value) }));
  return { producedBy: undefined, rulesHash: undefined, decisions };
}

/** Counted from 1. What counts stands at the end, so a line of the same text further up is another. */
function lastLineOf(lines: readonly string[], value: string): number {
  return lines.findLastIndex((line) => parseTrailer(line)?.value === value) + 1;
}
