import {
  type Finding,
  type Level,
  safeLine,
  toCode,
  withoutCommands,
  toCount,
  toMarkdownText,
  toPlace,
  toUri,
} from "@releaser/core";
import { docsUrl } from "../docs-url.ts";
import { rules } from "../rules.ts";
import type { SkewReport } from "../skew-report.ts";
import { type Claim, groupFindings, type RuleGroup } from "./group-findings.ts";
import { renderSuppressed } from "./markdown-suppressed.ts";
import { toNext, toSummary } from "./summary.ts";

/** The first line of the comment, by which whoever posts it finds it again. */
export const marker = "<!-- releaser-skew -->";

export interface MarkdownOptions {
  /** What links to files begin with, for example `https://github.com/acme/app/blob/main/`; relative to the root without it. */
  readonly linkBase?: string;
}

/** A piece that is in the comment as a whole or not at all. */
interface Piece {
  readonly text: string;
  readonly level: Level;
  readonly findings: number;
}

const order: readonly Level[] = ["error", "warning", "info"];
const mostPlaces = 20;

/** GitHub takes 65,536 bytes; the rest is for what stands around the pieces. */
const mostBytes = 63_000;

/**
 * The report as the comment of a pull request: a verdict, counts, findings by rule, errors first. At most 65,536 bytes: what
 * does not fit is counted. Nothing that the repository says is anything but text in it. No newline at the end.
 */
export function renderMarkdown(report: SkewReport, options: MarkdownOptions = {}): string {
  const pieces = groupFindings(report.findings, order).flatMap((group) => toPieces(group, options));
  const suppressed = renderSuppressed(report);
  const fitting = fit(pieces, mostBytes - Buffer.byteLength(withoutCommands(suppressed.join("\n\n"))));
  const infos = fitting.filter(({ level }) => level === "info");
  const parts = [
    ...renderHead(report),
    ...fitting.filter(({ level }) => level !== "info").map(({ text }) => text),
    ...(infos.length === 0 ? [] : fold(toCount("info", report.counts.info), infos)),
    ...renderRest(pieces.slice(fitting.length)),
    ...suppressed,
    renderNext(report),
  ];
  return withoutCommands(parts.join("\n\n"));
}

function renderHead(report: SkewReport): readonly string[] {
  const { ok, counts, packages } = report;
  const { found, where } = toSummary(report);
  const verdict = ok ? (counts.warning > 0 ? "⚠️" : "✅") : "❌";
  return [
    marker,
    `## ${verdict} ${found.startsWith("no ") ? found.replace("no", "No") : `Version skew: ${found}`}`,
    [
      "| errors | warnings | infos | packages |",
      "| -----: | -------: | ----: | -------: |",
      `| ${counts.error} | ${counts.warning} | ${counts.info} | ${packages} |`,
    ].join("\n"),
    `Looked at ${toMarkdownText(where)}.`.replace(" in ", " "),
  ];
}

function toPieces(group: RuleGroup, options: MarkdownOptions): readonly Piece[] {
  const { rule, level, findings } = group;
  const title = rules.find(({ id }) => id === rule)?.title;
  const head = [
    `### ${toCode(rule)}: ${toCount(level, findings.length)}`,
    `${title === undefined ? "" : `Expected: ${toMarkdownText(title)}. `}[More](${docsUrl(toUri(rule))})`,
  ];
  const said = group.mends.flatMap(({ hint, safety, claims }) =>
    claims.map((claim, at) => {
      const last = at === claims.length - 1;
      const mend = hint === undefined || !last ? [] : [renderHint(hint, safety)];
      return { findings: claim.findings.length, lines: [...renderClaim(claim, options), ...mend] };
    }),
  );
  return said.map(({ lines, findings: count }, at) => ({
    text: [...(at === 0 ? head : []), lines.join("\n")].join("\n\n"),
    level,
    findings: count,
  }));
}

function renderClaim({ message, findings }: Claim, options: MarkdownOptions): readonly string[] {
  const [{ related = [] }] = findings;
  const own = findings.slice(0, mostPlaces).map((finding) => `  - ${toLink(finding, options)}`);
  const others = related
    .slice(0, mostPlaces)
    .map((other) => `  - ${toLink(other, options)}: ${toMarkdownText(other.message)}`);
  const hidden = findings.length + related.length - own.length - others.length;
  return [`- **${toMarkdownText(message)}**`, ...own, ...others, ...(hidden === 0 ? [] : [`  - and ${hidden} more`])];
}

function renderHint(hint: string, safety: "safe" | "unsafe" | undefined): string {
  const flag = safety === undefined ? "" : ` (\`${safety === "safe" ? "--fix" : "--fix-unsafe"}\`)`;
  return `\n  **Mend:** ${toMarkdownText(hint)}${flag}`;
}

function toLink(at: Pick<Finding, "column" | "file" | "line">, { linkBase = "" }: MarkdownOptions): string {
  const { file, line } = at;
  const place = toPlace(line === undefined ? { file } : { file, line });
  return `[${toCode(place)}](${linkBase}${toUri(file)}${line === undefined ? "" : `#L${line}`})`;
}

/** As many pieces from the first on as there is room for. */
function fit(pieces: readonly Piece[], room: number): readonly Piece[] {
  let bytes = 0;
  const end = pieces.findIndex(({ text }) => (bytes += Buffer.byteLength(withoutCommands(text)) + 2) > room);
  return end === -1 ? pieces : pieces.slice(0, end);
}

function fold(summary: string, pieces: readonly Piece[]): readonly string[] {
  return [`<details>\n<summary>${summary}</summary>`, ...pieces.map(({ text }) => text), "</details>"];
}

function renderRest(pieces: readonly Piece[]): readonly string[] {
  const words = order.flatMap((level) => {
    const count = pieces.filter((piece) => piece.level === level).reduce((sum, { findings }) => sum + findings, 0);
    return count === 0 ? [] : [toCount(level, count)];
  });
  return words.length === 0
    ? []
    : [`**There is no room here for ${words.join(", ")} more:** \`releaser skew\` shows all.`];
}

function renderNext(report: SkewReport): string {
  const { command, why } = toNext(report);
  return `Next: \`${safeLine(command)}\` ${why}`.trim();
}
