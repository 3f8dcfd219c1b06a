import { type Level, plural, toCount } from "@releaser/core";
import type { AuditReport } from "../audit-report.ts";

const order: readonly Level[] = ["error", "warning", "info"];

/** What was found in how much, in one line. */
export function summarise({ counts, files }: AuditReport): string {
  const found = order.filter((level) => counts[level] > 0).map((level) => toCount(level, counts[level]));
  const where = `in ${files.length} ${plural("workflow", files.length)}`;
  return `${found.length === 0 ? "nothing found" : found.join(", ")} ${where}`;
}
