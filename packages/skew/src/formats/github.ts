import {
  type AnnotationKind,
  type Finding,
  type Level,
  renderAnnotation,
  safeLine,
  withoutCommands,
} from "@releaser/core";
import { docsUrl } from "../docs-url.ts";
import type { SkewReport } from "../skew-report.ts";
import { toPlace } from "./place.ts";
import { toCount, toNext, toSummary } from "./summary.ts";

const kinds: Readonly<Record<Level, AnnotationKind>> = { error: "error", warning: "warning", info: "notice" };
const order: readonly Level[] = ["error", "warning", "info"];

/** GitHub shows so many annotations of each kind for one step. */
const shown = 10;
const mostRelated = 10;

/**
 * An annotation for each finding, errors first, as workflow commands of GitHub Actions; then lines for whoever reads the log.
 * Nothing that the repository says starts another command. No newline at the end.
 */
export function renderGithub(report: SkewReport): string {
  const annotations = order.flatMap((level) =>
    report.findings.filter((finding) => finding.level === level).map((finding) => toAnnotation(finding)),
  );
  const { found, where } = toSummary(report);
  const { command, why } = toNext(report);
  const below = [`${found} ${where}`, ...toHidden(report), `next: ${command} ${why}`.trim()];
  return [...annotations, withoutCommands(below.join("\n"))].join("\n");
}

function toAnnotation(finding: Finding): string {
  const { rule, level, file, line, column } = finding;
  return renderAnnotation(kinds[level], { file, line, col: column, title: `Version skew: ${rule}` }, toText(finding));
}

function toText({ rule, message, hint, related = [] }: Finding): string {
  const others = related.slice(0, mostRelated).map((other) => `  ${toPlace(other)}  ${safeLine(other.message)}`);
  const hidden = related.length - others.length;
  return [
    safeLine(message),
    ...others,
    ...(hidden === 0 ? [] : [`  … ${hidden} more`]),
    ...(hint === undefined ? [] : [`→ ${safeLine(hint)}`]),
    docsUrl(safeLine(rule)),
  ].join("\n");
}

function toHidden({ counts }: SkewReport): readonly string[] {
  const hidden = order.filter((level) => counts[level] > shown);
  const words = hidden.map((level) => toCount(level, counts[level] - shown));
  return words.length === 0
    ? []
    : [`GitHub shows ${shown} annotations of a kind for each step: ${words.join(", ")} can be read in this log alone`];
}
