import type { Location, Log, ReportingDescriptor, Result } from "sarif";
import type { Finding, Level } from "../finding.ts";
import { toSafeJson } from "../safe-json.ts";
import { safeLine } from "../safe-text.ts";
import { toUri } from "./place.ts";

/** A rule as code scanning shows it. */
export interface SarifRule {
  readonly id: string;
  /** What holds where it finds nothing. */
  readonly title: string;
  readonly level: Level;
  /** Its page. */
  readonly url: string;
  /** What a finding of it is, in one sentence. */
  readonly about: string;
  /** More for its help, in Markdown. */
  readonly note?: string;
  readonly tags: readonly string[];
  /** Whether it is off unless asked for. */
  readonly off?: boolean;
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface SarifReport {
  readonly tool: { readonly name: string; readonly version: string; readonly homepage: string };
  /** What tells this analysis from others of the same commit: `releaser-skew/offline/`. */
  readonly category: string;
  readonly exitCode: number;
  /** The name of the fingerprints: `releaserSkew/v1`. */
  readonly fingerprints: string;
  /** All of them, found or not, so that alerts of what was mended close. */
  readonly rules: readonly SarifRule[];
  readonly findings: readonly Finding[];
  /** What is found and does not count, each with why. */
  readonly suppressed?: readonly { readonly finding: Finding; readonly why: string }[];
  readonly properties?: Readonly<Record<string, unknown>>;
  /** What paths are relative to: `The root of the workspace.` */
  readonly root: string;
}

const levels = { error: "error", warning: "warning", info: "note" } as const satisfies Readonly<Record<Level, string>>;
const root = "%SRCROOT%";

/** Findings as SARIF 2.1.0, for code scanning. Paths are relative to a root whose own place is not told. No newline at the end. */
export function renderSarifReport(report: SarifReport): string {
  const { tool, category, exitCode, rules, properties } = report;
  const driver = { name: tool.name, semanticVersion: tool.version, informationUri: tool.homepage };
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { ...driver, rules: rules.map((rule) => toDescriptor(rule)) } },
        automationDetails: { id: category },
        invocations: [{ executionSuccessful: true, exitCode }],
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [root]: { description: { text: report.root } } },
        results: toResults(report),
        ...(properties && { properties }),
      },
    ],
  };
  return toSafeJson(log);
}

function toDescriptor({ id, title, level, url, about, note, tags, off, properties }: SarifRule): ReportingDescriptor {
  const more = note === undefined ? "" : `\n\n${note}`;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${about} Expected: ${title}.` },
    help: {
      text: `Expected: ${title}. What it sees, why it matters and the mend: ${url}`,
      markdown: `Expected: ${title}.\n\n[What it sees, why it matters and the mend](${url})${more}`,
    },
    helpUri: url,
    defaultConfiguration: { level: levels[level], ...(off === true && { enabled: false }) },
    properties: { tags: [...tags], ...properties },
  };
}

/** Where one result tells what suppresses it every other one has to tell that nothing does. */
function toResults(report: SarifReport): Result[] {
  const { findings, suppressed = [] } = report;
  const nothing: Pick<Result, "suppressions"> = suppressed.length === 0 ? {} : { suppressions: [] };
  return [
    ...findings.map((finding) => ({ ...toResult(finding, report), ...nothing })),
    ...suppressed.map(({ finding, why }) => ({
      ...toResult(finding, report),
      suppressions: [{ kind: "external" as const, status: "accepted" as const, justification: why }],
    })),
  ];
}

function toResult(finding: Finding, { rules, fingerprints }: SarifReport): Result {
  const { rule, level, message, hint, package: name, related = [], fingerprint } = finding;
  const index = rules.findIndex(({ id }) => id === rule);
  return {
    ruleId: rule,
    ...(index !== -1 && { ruleIndex: index }),
    level: levels[level],
    message: toMessage([message, ...(hint === undefined ? [] : [`→ ${hint}`])]),
    locations: [
      {
        ...toLocation(finding),
        ...(name !== undefined && { logicalLocations: [{ name: safeLine(name), kind: "module" }] }),
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, at) => ({
        id: at + 1,
        ...toLocation(other),
        message: toMessage([other.message]),
      })),
    }),
    partialFingerprints: { [fingerprints]: fingerprint },
    ...(finding.fix && { properties: { fix: finding.fix } }),
  };
}

function toLocation({ file, line, column }: Pick<Finding, "column" | "file" | "line">): Location {
  const region = line !== undefined && {
    region: { startLine: line, ...(column !== undefined && { startColumn: column }) },
  };
  return { physicalLocation: { artifactLocation: { uri: toUri(file), uriBaseId: root }, ...region } };
}

/** `[text](1)` would be a link and `{0}` a placeholder: both are parted, so that they stay text. */
function toMessage(lines: readonly string[]): Result["message"] {
  const text = lines.map((line) => safeLine(line)).join("\n");
  return {
    text: text.replaceAll("](", "] (").replaceAll(/\{(?=\d+\})/gu, "{ "),
  };
}
