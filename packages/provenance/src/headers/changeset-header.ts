import { parseTrailer, splitStated, trailerValues } from "@releaser/core";
import type { FileHeader, Stated } from "./file-header.ts";

/** The decisions and capsules that a changeset states at its end, as a header; undefined where it states none. */
export function parseChangesetHeader(text: string): FileHeader | undefined {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r\n|\n|\r/u);
  const front = lines[0] === "---" ? lines.indexOf("---", 1) + 1 : 0;
  const { trailers } = splitStated(lines.slice(front).join("\n"));
  const stated = (key: string): readonly Stated[] =>
    trailerValues(trailers, key).map((value) => ({ value, line: lastLineOf(lines, value) }));
  const [decisions, capsules] = [stated("Decision-ID"), stated("Related-Capsule")];
  if (decisions.length + capsules.length === 0) return undefined;
  return { producedBy: undefined, rulesHash: undefined, decisions, capsules };
}

/** Counted from 1. What counts stands at the end, so a line of the same text further up is another. */
function lastLineOf(lines: readonly string[], value: string): number {
  return lines.findLastIndex((line) => parseTrailer(line)?.value === value) + 1;
}
