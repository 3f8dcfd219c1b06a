import { renderSarifReport, type Rule, safeLine, type SarifRule } from "@releaser/core";
import { docsUrl, homepage, version } from "../docs-url.ts";
import { rules as allRules } from "../rules.ts";
import type { SkewReport } from "../skew-report.ts";
import type { Suppressed } from "../suppressed.ts";

/** The report as SARIF 2.1.0, for code scanning, with every rule declared. No newline at the end. */
export function renderSarif(report: SkewReport, rules: readonly Rule[] = allRules): string {
  const { ok, scope, planner, packages, counts, findings, suppressed, ms } = report;
  return renderSarifReport({
    tool: { name: "releaser-skew", version, homepage },
    category: `releaser-skew/${scope}/`,
    exitCode: ok ? 0 : 7,
    fingerprints: "releaserSkew/v1",
    rules: rules.map((rule) => toSarifRule(rule)),
    findings,
    suppressed: suppressed.map((one) => ({ finding: one.finding, why: toReason(one) })),
    properties: { planner, packages, counts, ms },
    root: "The root of the workspace.",
  });
}

function toSarifRule({ id, title, level, scope, optIn }: Rule): SarifRule {
  const setting = JSON.stringify({ skew: { rules: { [id]: optIn === true ? level : "off" } } });
  return {
    id,
    title,
    level,
    url: docsUrl(id),
    about: "Version skew: two places disagree.",
    note: `Turned ${optIn === true ? "on" : "off"} by \`${setting}\` in \`releaser.config.json\`.`,
    tags: ["version-skew", id.slice(0, id.indexOf("/"))],
    off: optIn === true,
    properties: { scope },
  };
}

function toReason({ by, reason, until }: Suppressed): string {
  const end = until === undefined ? "" : ` (until ${until})`;
  return by === "baseline" ? "known in the baseline" : safeLine(`${reason ?? ""}${end}`);
}
