import { renderGithub } from "./formats/github.ts";
import { type HumanOptions, renderHuman } from "./formats/human.ts";
import { renderJson } from "./formats/json.ts";
import { type MarkdownOptions, renderMarkdown } from "./formats/markdown.ts";
import { renderSarif } from "./formats/sarif.ts";
import type { SkewReport } from "./skew-report.ts";

/** Who a report is for. */
export type Format = "github" | "human" | "json" | "markdown" | "sarif";

/** Every format, that of people first. */
export const formats: readonly Format[] = ["human", "json", "sarif", "github", "markdown"];

export interface RenderOptions extends HumanOptions, MarkdownOptions {
  /** `human` unless told. */
  readonly format?: Format;
}

/** The report in a format, a pure function of both. No newline at the end. */
export function renderReport(report: SkewReport, options: RenderOptions = {}): string {
  const { format = "human" } = options;
  switch (format) {
    case "human":
      return renderHuman(report, options);
    case "json":
      return renderJson(report);
    case "sarif":
      return renderSarif(report);
    case "github":
      return renderGithub(report);
    case "markdown":
      return renderMarkdown(report, options);
  }
}
