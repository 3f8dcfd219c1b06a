import type { SkewReport } from "../skew-report.ts";
import { countSuppressed, groupExempted, showsBaseline } from "./group-suppressed.ts";
import { toCode, toMarkdownText } from "@releaser/core";

/** Of all that the comment may hold, this is read least. */
const mostBytes = 6000;

/** What does not count, folded: a line for each rule and reason, as many as there is room for, and how much the baseline knows. */
export function renderSuppressed(report: SkewReport): readonly string[] {
  const words = countSuppressed(report);
  if (words.length === 0) return [];
  const lines = groupExempted(report).map(({ rule, reason, until, findings }) => {
    const end = until === undefined ? "" : ` (until ${toMarkdownText(until)})`;
    return `- ${toCode(rule)}, ${findings.length}: ${toMarkdownText(reason)}${end}`;
  });
  const fitting = fit(lines);
  const hidden = lines.length - fitting.length;
  const known = report.suppressed.some(({ by }) => by === "baseline");
  const list = [
    ...fitting,
    ...(hidden === 0 ? [] : [`- and ${hidden} more`]),
    ...(known ? [`- in the baseline: \`${showsBaseline}\` shows what it knows`] : []),
  ];
  return [`<details>\n<summary>Not counted: ${words.join(", ")}</summary>`, list.join("\n"), "</details>"];
}

function fit(lines: readonly string[]): readonly string[] {
  let bytes = 0;
  const end = lines.findIndex((line) => (bytes += Buffer.byteLength(line) + 1) > mostBytes);
  return end === -1 ? lines : lines.slice(0, end);
}
