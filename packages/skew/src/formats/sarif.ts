import { type Finding, type Level, type Rule, safeLine, toSafeJson } from "@releaser/core";
import type { Location, Log, ReportingDescriptor, Result, Run, Suppression } from "sarif";
import { docsUrl, homepage, version } from "../docs-url.ts";
import { rules as allRules } from "../rules.ts";
import type { SkewReport } from "../skew-report.ts";
import type { Suppressed } from "../suppressed.ts";
import { toUri } from "./place.ts";

const levels = { error: "error", warning: "warning", info: "note" } as const satisfies Readonly<Record<Level, string>>;

const root = "%SRCROOT%";

/**
 * The report as SARIF 2.1.0, for code scanning. Every rule is declared, found or not, so that alerts of what was mended close.
 * Paths are relative to the root of the workspace, whose own place is not told. No newline at the end.
 */
export function renderSarif(report: SkewReport, rules: readonly Rule[] = allRules): string {
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [toRun(report, rules)],
  };
  return toSafeJson(log);
}

function toRun(report: SkewReport, rules: readonly Rule[]): Run {
  const { ok, scope, planner, packages, counts, ms } = report;
  const driver = { name: "releaser-skew", semanticVersion: version, informationUri: homepage };
  return {
    tool: { driver: { ...driver, rules: rules.map((rule) => toDescriptor(rule)) } },
    automationDetails: { id: `releaser-skew/${scope}/` },
    invocations: [{ executionSuccessful: true, exitCode: ok ? 0 : 7 }],
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [root]: { description: { text: "The root of the workspace." } } },
    results: toResults(report, rules),
    properties: { planner, packages, counts, ms },
  };
}

function toDescriptor({ id, title, level, scope, optIn }: Rule): ReportingDescriptor {
  const url = docsUrl(id);
  const setting = JSON.stringify({ skew: { rules: { [id]: optIn === true ? level : "off" } } });
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `Version skew: two places disagree. Expected: ${title}.` },
    help: {
      text: `Expected: ${title}. What it sees, why it matters and the mend: ${url}`,
      markdown: `Expected: ${title}.\n\n[What it sees, why it matters and the mend](${url})\n\nTurned ${optIn === true ? "on" : "off"} by \`${setting}\` in \`releaser.config.json\`.`,
    },
    helpUri: url,
    defaultConfiguration: { level: levels[level], ...(optIn === true && { enabled: false }) },
    properties: { tags: ["version-skew", id.slice(0, id.indexOf("/"))], scope },
  };
}

/** Where one result tells what suppresses it every other one has to tell that nothing does. */
function toResults({ findings, suppressed }: SkewReport, rules: readonly Rule[]): Result[] {
  const nothing: Pick<Result, "suppressions"> = suppressed.length === 0 ? {} : { suppressions: [] };
  return [
    ...findings.map((finding) => ({ ...toResult(finding, rules), ...nothing })),
    ...suppressed.map((one) => ({ ...toResult(one.finding, rules), suppressions: [toSuppression(one)] })),
  ];
}

function toSuppression({ by, reason, until }: Suppressed): Suppression {
  const end = until === undefined ? "" : ` (until ${until})`;
  const justification = by === "baseline" ? "known in the baseline" : safeLine(`${reason ?? ""}${end}`);
  return { kind: "external", status: "accepted", justification };
}

function toResult(finding: Finding, rules: readonly Rule[]): Result {
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
    partialFingerprints: { "releaserSkew/v1": fingerprint },
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
