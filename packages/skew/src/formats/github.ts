import { annotateFindings, tellHidden, withoutCommands } from "@releaser/core";
import { docsUrl } from "../docs-url.ts";
import type { SkewReport } from "../skew-report.ts";
import { toNext, toSummary } from "./summary.ts";

/**
 * An annotation for each finding, errors first, as workflow commands of GitHub Actions; then lines for whoever reads the log.
 * Nothing that the repository says starts another command. No newline at the end.
 */
export function renderGithub(report: SkewReport): string {
  const annotations = annotateFindings(report.findings, { title: "Version skew", urlOf: docsUrl });
  const { found, where } = toSummary(report);
  const { command, why } = toNext(report);
  const below = [`${found} ${where}`, ...tellHidden(report.findings), `next: ${command} ${why}`.trim()];
  return [...annotations, withoutCommands(below.join("\n"))].join("\n");
}
