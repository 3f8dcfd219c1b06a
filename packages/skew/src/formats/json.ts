import { toSafeJson } from "@releaser/core";
import type { SkewReport } from "../skew-report.ts";

/** The report as the document `skew-report.v1`. No newline at the end. */
export function renderJson(report: SkewReport): string {
  return toSafeJson(report);
}
