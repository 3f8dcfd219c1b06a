import { styleText } from "node:util";
import { type Level, safeLine, toCount, toPlace, withoutCommands, wrap } from "@releaser/core";
import { auditUrl } from "../../docs-url.ts";
import type { AuditReport } from "../audit-report.ts";
import { auditRules } from "../audit-rules.ts";
import type { AuditFinding } from "../audit-workflows.ts";
import { summarise } from "./summarise.ts";

export interface AuditHumanOptions {
  /** Plain text unless told. */
  readonly color?: boolean;
  /** Columns of the terminal; without one lines stay whole. */
  readonly width?: number;
}

type Style = Parameters<typeof styleText>[0];

interface Pen {
  readonly paint: (style: Style, text: string) => string;
  /** The lines of a text behind an indent. */
  readonly write: (text: string, indent: number) => readonly string[];
}

const looks: Readonly<Record<Level, readonly [mark: string, style: "cyan" | "red" | "yellow"]>> = {
  error: ["✗", "red"],
  warning: ["!", "yellow"],
  info: ["·", "cyan"],
};
const order: readonly Level[] = ["info", "warning", "error"];

/** The report for a person: infos, warnings, then errors, each rule once with its places; a line that counts, and what to do next. No newline at the end. */
export function renderAuditForPeople(report: AuditReport, options: AuditHumanOptions = {}): string {
  const pen = openPen(options);
  const groups = order.flatMap((level) =>
    auditRules.flatMap(({ id }) => {
      const findings = report.findings.filter((finding) => finding.rule === id && finding.level === level);
      return findings.length === 0 ? [] : [...renderGroup(findings, { level, pen }), ""];
    }),
  );
  const found = pen.paint(["bold", report.ok ? "green" : "red"], summarise(report));
  return withoutCommands([...groups, found, `next: ${nextOf(report)}`].join("\n"));
}

function nextOf({ ok, files }: AuditReport): string {
  if (!ok) return "`releaser wire --audit` once the errors above are mended";
  return files.length === 0 ? "`releaser wire`" : "`releaser wire --check`";
}

function openPen({ color = false, width = Number.POSITIVE_INFINITY }: AuditHumanOptions): Pen {
  return {
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    write: (text, indent) => wrap(text, Math.max(20, width - indent)).map((line) => `${" ".repeat(indent)}${line}`),
  };
}

function renderGroup(
  findings: readonly AuditFinding[],
  { level, pen }: { readonly level: Level; readonly pen: Pen },
): readonly string[] {
  const [mark, style] = looks[level];
  const rule = findings[0]?.rule ?? "";
  const title = auditRules.find(({ id }) => id === rule)?.title ?? "";
  const hints = [...new Set(findings.map(({ hint }) => hint))].filter((hint) => hint !== undefined);
  return [
    `${pen.paint(style, mark)} ${pen.paint(["bold", style], rule)}  ${toCount(level, findings.length)}`,
    ...pen.write(`expected: ${title}`, 2).map((line) => pen.paint("dim", line)),
    `  ${pen.paint("dim", auditUrl(rule))}`,
    ...findings.flatMap((finding) => [`    ${toPlace(finding)}`, ...pen.write(safeLine(finding.message), 6)]),
    ...hints.flatMap((hint) => pen.write(safeLine(`→ ${hint}`), 2)),
  ];
}
