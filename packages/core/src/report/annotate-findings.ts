import type { Finding, Level } from "../finding.ts";
import { safeLine } from "../safe-text.ts";
import { type AnnotationKind, renderAnnotation } from "../workflow-command.ts";
import { countLevels, toCount } from "./count.ts";
import { toPlace } from "./place.ts";

/** What annotations of findings are called, and where each rule is explained. */
export interface AnnotationWords {
  /** Stands before the rule in the title: `Version skew`. */
  readonly title: string;
  readonly urlOf: (rule: string) => string;
}

const kinds: Readonly<Record<Level, AnnotationKind>> = { error: "error", warning: "warning", info: "notice" };
const order: readonly Level[] = ["error", "warning", "info"];

/** GitHub shows so many annotations of each kind for one step. */
const shown = 10;
const mostRelated = 10;

/** An annotation for each finding, errors first, as workflow commands of GitHub Actions. */
export function annotateFindings(findings: readonly Finding[], words: AnnotationWords): readonly string[] {
  return order
    .flatMap((level) => findings.filter((finding) => finding.level === level))
    .map((finding) => {
      const { rule, level, file, line, column } = finding;
      const title = `${words.title}: ${rule}`;
      return renderAnnotation(kinds[level], { file, line, col: column, title }, toText(finding, words));
    });
}

/** What of them nobody sees beside the code, in a sentence; nothing where all are shown. */
export function tellHidden(findings: readonly Pick<Finding, "level">[]): readonly string[] {
  const counts = countLevels(findings);
  const hidden = order.filter((level) => counts[level] > shown);
  const words = hidden.map((level) => toCount(level, counts[level] - shown));
  return words.length === 0
    ? []
    : [`GitHub shows ${shown} annotations of a kind for each step: ${words.join(", ")} can be read in this log alone`];
}

function toText({ rule, message, hint, related = [] }: Finding, { urlOf }: AnnotationWords): string {
  const others = related.slice(0, mostRelated).map((other) => `  ${toPlace(other)}  ${safeLine(other.message)}`);
  const hidden = related.length - others.length;
  return [
    safeLine(message),
    ...others,
    ...(hidden === 0 ? [] : [`  … ${hidden} more`]),
    ...(hint === undefined ? [] : [`→ ${safeLine(hint)}`]),
    urlOf(safeLine(rule)),
  ].join("\n");
}
