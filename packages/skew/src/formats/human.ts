import { styleText } from "node:util";
import { type Level, safeLine, toCount, toPlace, withoutCommands, wrap } from "@releaser/core";
import { docsUrl } from "../docs-url.ts";
import { rules } from "../rules.ts";
import type { SkewReport } from "../skew-report.ts";
import { renderAccount } from "./account.ts";
import { type Claim, groupFindings, type Mend, type RuleGroup } from "./group-findings.ts";
import { countSuppressed, groupExempted, showsBaseline } from "./group-suppressed.ts";
import { toPicture } from "./picture.ts";
import { type Next, toNext, toSummary } from "./summary.ts";

export interface HumanOptions {
  /** Plain text unless told. */
  readonly color?: boolean;
  /** Columns of the terminal; without a terminal lines stay whole, so that they can be searched. */
  readonly width?: number;
  /** What to type next, where the report alone does not tell. */
  readonly next?: Next;
}

type Style = Parameters<typeof styleText>[0];

/** How lines are made: how wide, and in which colours. */
interface Pen {
  readonly paint: (style: Style, text: string) => string;
  /** The lines of a text, each behind an indent. */
  readonly write: (style: Style, text: string, indent: number) => readonly string[];
}

/**
 * The report for a person: what was mended, what does not count and infos in short, then warnings, then errors, where the eye is; one line that counts; what to type
 * next. Each rule once, each message once with its places, each hint once. No newline at the end.
 */
export function renderHuman(report: SkewReport, options: HumanOptions = {}): string {
  const pen = openPen(options);
  const groups = groupFindings(report.findings, ["info", "warning", "error"]);
  const lines = groups.flatMap((group) => [...renderGroup(group, pen), ""]);
  const account = renderAccount(report, options);
  const said = [
    ...(account === "" ? [] : [account, ""]),
    ...renderSuppressed(report, pen),
    ...lines,
    ...renderEnd(report, options, pen),
  ];
  return withoutCommands(said.join("\n"));
}

function openPen({ color = false, width = Number.POSITIVE_INFINITY }: HumanOptions): Pen {
  const paint: Pen["paint"] = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  return {
    paint,
    write: (style, text, indent) =>
      wrap(text, Math.max(20, width - indent)).map((line) => `${" ".repeat(indent)}${paint(style, line)}`),
  };
}

function renderSuppressed(report: SkewReport, pen: Pen): readonly string[] {
  const words = countSuppressed(report);
  if (words.length === 0) return [];
  const exempted = groupExempted(report).flatMap(({ rule, reason, until, findings }) =>
    pen.write(
      "dim",
      safeLine(`${rule}, ${findings.length}: ${reason}${until === undefined ? "" : ` (until ${until})`}`),
      2,
    ),
  );
  const known = report.suppressed.some(({ by }) => by === "baseline");
  const shown = known ? pen.write("dim", `\`${showsBaseline}\` shows what the baseline knows`, 2) : [];
  return [
    `${pen.paint("dim", "○")} ${pen.paint("bold", "not counted")}  ${words.join(", ")}`,
    ...exempted,
    ...shown,
    "",
  ];
}

const looks: Readonly<Record<Level, readonly [mark: string, style: "cyan" | "red" | "yellow"]>> = {
  error: ["✗", "red"],
  warning: ["!", "yellow"],
  info: ["·", "cyan"],
};

function renderGroup(group: RuleGroup, pen: Pen): readonly string[] {
  const { rule, level, findings, mends } = group;
  const [mark, style] = looks[level];
  const head = `${pen.paint(style, mark)} ${pen.paint(["bold", style], safeLine(rule))}  ${toCount(level, findings.length)}`;
  if (level === "info") return [head, ...mends.flatMap((mend) => renderShort(mend, pen))];
  const title = rules.find(({ id }) => id === rule)?.title;
  return [
    head,
    ...(title === undefined ? [] : pen.write("dim", `expected: ${title}`, 2)),
    `  ${pen.paint("dim", docsUrl(safeLine(rule)))}`,
    ...mends.flatMap((mend) => ["", ...renderMend(mend, { style, pen })]),
  ];
}

function renderMend(mend: Mend, { style, pen }: { readonly style: Style; readonly pen: Pen }): readonly string[] {
  const claims = mend.claims.flatMap((claim) => renderClaim(claim, { style, pen }));
  return [...claims, ...renderHint(mend, pen)];
}

const mostPlaces = 20;

function renderClaim(
  { message, findings }: Claim,
  { style, pen }: { readonly style: Style; readonly pen: Pen },
): readonly string[] {
  const said = pen.write("bold", safeLine(message), 2);
  const [first] = findings;
  if (first.related !== undefined && first.related.length > 0) {
    const rows = toPicture(first).map(({ value, text, note, own }) => {
      const column = value === "" ? "" : `${pen.paint(own ? style : "green", value)}  `;
      return `    ${column}${text}${note === undefined ? "" : `  ${pen.paint("dim", note)}`}`;
    });
    return [...said, ...rows];
  }
  const shown = findings.length > mostPlaces + 1 ? findings.slice(0, mostPlaces) : findings;
  const hidden = findings.length - shown.length;
  return [
    ...said,
    ...shown.map((finding) => `    ${toPlace(finding)}`),
    ...(hidden === 0 ? [] : [`    ${pen.paint("dim", `… ${hidden} more; --json has them all`)}`]),
  ];
}

function renderShort(mend: Mend, pen: Pen): readonly string[] {
  const claims = mend.claims.flatMap(({ message, findings: [first, ...others] }) => {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return [...pen.write([], safeLine(message), 2), `    ${pen.paint("dim", `${toPlace(first)}${more}`)}`];
  });
  return [...claims, ...renderHint(mend, pen)];
}

function renderHint({ hint, safety }: Mend, pen: Pen): readonly string[] {
  if (hint === undefined) return [];
  const flag = safety === undefined ? "" : ` (${safety === "safe" ? "--fix" : "--fix-unsafe"})`;
  const [first = "", ...others] = pen.write([], `${safeLine(hint)}${flag}`, 4);
  return [`  ${pen.paint("cyan", "→")} ${first.trimStart()}`, ...others];
}

function renderEnd(report: SkewReport, options: HumanOptions, { paint }: Pen): readonly string[] {
  const { found, where } = toSummary(report);
  const { command, why } = options.next ?? toNext(report);
  return [
    `${paint(["bold", report.ok ? "green" : "red"], found)} ${where}`,
    `next: \`${command}\`${why === "" ? "" : ` ${why}`}`,
  ];
}
