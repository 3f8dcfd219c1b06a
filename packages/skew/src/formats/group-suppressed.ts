import type { SkewReport } from "../skew-report.ts";
import type { Suppressed } from "../suppressed.ts";

/** The exempted findings of one rule for one reason. */
export interface ExemptedGroup {
  readonly rule: string;
  readonly reason: string;
  readonly until: string | undefined;
  readonly findings: readonly [Suppressed["finding"], ...Suppressed["finding"][]];
}

/** What exemptions keep from counting, said once for each rule and reason. */
export function groupExempted({ suppressed }: Pick<SkewReport, "suppressed">): readonly ExemptedGroup[] {
  const exempted = suppressed.filter(({ by }) => by === "exemption");
  const groups = Map.groupBy(exempted, ({ finding, reason = "", until = "" }) =>
    [finding.rule, until, reason].join("\n"),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { finding, reason = "", until } = first;
    return [{ rule: finding.rule, reason, until, findings: [finding, ...others.map((one) => one.finding)] as const }];
  });
}

/** How many findings each keeps from counting, in words; empty where it is none. */
export function countSuppressed({ suppressed }: Pick<SkewReport, "suppressed">): readonly string[] {
  const exempted = suppressed.filter(({ by }) => by === "exemption").length;
  const known = suppressed.length - exempted;
  return [...(exempted === 0 ? [] : [`${exempted} exempted`]), ...(known === 0 ? [] : [`${known} in the baseline`])];
}

/** What shows the findings that the baseline knows. */
export const showsBaseline = "releaser skew --no-baseline";
