import { styleText } from "node:util";
import { type Finding, type Level, safeLine } from "@releaser/core";
import type { SkewReport } from "./skew-report.ts";

type Paint = (format: "bold" | "dim" | "green" | "red" | "yellow" | "cyan", text: string) => string;

/** The report for a person: each finding with its place, both values and the mend; then a line that counts, then what to type next. No newline at the end. */
export function renderReport(report: SkewReport, options: { readonly color: boolean }): string {
  const paint: Paint = (format, text) => (options.color ? styleText(format, text, { validateStream: false }) : text);
  const findings = report.findings.map((finding) => renderFinding(finding, paint));
  return [...findings, renderSummary(report, paint), renderNext(report)].join("\n");
}

function renderFinding(finding: Finding, paint: Paint): string {
  const related =
    finding.related?.map((other) => paint("dim", `    ${place(other)}  ${safeLine(other.message)}`)) ?? [];
  return [
    `${paint("bold", place(finding))}  ${paint(levelColor[finding.level], finding.level)}  ${finding.rule}`,
    `    ${safeLine(finding.message)}`,
    ...related,
    ...(finding.hint === undefined ? [] : [`    → ${safeLine(finding.hint)}`]),
    "",
  ].join("\n");
}

const levelColor = { error: "red", warning: "yellow", info: "cyan" } as const;

function place(at: { readonly file: string; readonly line?: number; readonly column?: number }): string {
  return [safeLine(at.file), at.line, at.column].filter((part) => part !== undefined).join(":");
}

function renderSummary({ counts, ok, packages, planner, ms }: SkewReport, paint: Paint): string {
  const levels: readonly Level[] = ["error", "warning", "info"];
  const found = levels
    .filter((level) => counts[level] > 0)
    .map((level) => `${counts[level]} ${plural(level, counts[level])}`);
  const words = found.length === 0 ? "no version skew" : found.join(", ");
  const planned = planner === null ? "" : `, planned by ${planner.name} ${planner.version} (${planner.from})`;
  return `${paint(ok ? "green" : "red", words)} in ${packages} ${plural("package", packages)}${planned}, ${ms} ms`;
}

function plural(word: string, count: number): string {
  if (word === "info") return "for information";
  return count === 1 ? word : `${word}s`;
}

function renderNext({ ok, scope }: SkewReport): string {
  const again = scope === "tree" ? "releaser skew --scope tree" : "releaser skew";
  return ok ? "next: `releaser plan`" : `next: mend the errors above, then \`${again}\``;
}
