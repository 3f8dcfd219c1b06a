import type { Finding, Level } from "@releaser/core";

/** The findings of one rule at one level. */
export interface RuleGroup {
  readonly rule: string;
  readonly level: Level;
  readonly findings: readonly Finding[];
  readonly mends: readonly Mend[];
}

/** What one hint mends. */
export interface Mend {
  /** Undefined where no rule says how. Speaks of `each of these files` where it is the same for several. */
  readonly hint: string | undefined;
  readonly safety: "safe" | "unsafe" | undefined;
  readonly claims: readonly Claim[];
}

/** One message, and everywhere that it holds. A finding with related places stands alone. */
export interface Claim {
  readonly message: string;
  readonly findings: readonly [Finding, ...Finding[]];
}

/** The findings by level in a given order, then by rule; what is said or mended in the same words is said once. */
export function groupFindings(findings: readonly Finding[], order: readonly Level[]): readonly RuleGroup[] {
  const groups = [...Map.groupBy(findings, ({ level, rule }) => `${order.indexOf(level)} ${rule}`)];
  return groups
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, found]) => {
      const [first] = found;
      return first === undefined
        ? []
        : [{ rule: first.rule, level: first.level, findings: found, mends: toMends(found) }];
    });
}

function toMends(findings: readonly Finding[]): readonly Mend[] {
  const byHint = Map.groupBy(findings, (finding) => `${finding.fix?.safety ?? ""} ${sharedHint(finding) ?? ""}`);
  return [...byHint.values()].map((mended) => ({
    hint: new Set(mended.map(({ hint }) => hint)).size === 1 ? mended[0]?.hint : mended[0] && sharedHint(mended[0]),
    safety: mended[0]?.fix?.safety,
    claims: toClaims(mended),
  }));
}

function toClaims(findings: readonly Finding[]): readonly Claim[] {
  const byMessage = Map.groupBy(findings, ({ message, related = [], fingerprint }) =>
    related.length === 0 ? message : `${fingerprint} ${message}`,
  );
  return [...byMessage.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ message: first.message, findings: [first, ...others] as const }],
  );
}

/** The hint with the finding's own file named as one of several. */
function sharedHint({ hint, file }: Finding): string | undefined {
  return hint?.replaceAll(/\S+/gu, (word) => {
    const behind = word.startsWith(file) ? word.slice(file.length) : undefined;
    return behind !== undefined && /^[,.;:]?$/u.test(behind) ? `each of these files${behind}` : word;
  });
}
