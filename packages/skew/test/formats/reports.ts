import type { Finding, Level } from "@releaser/core";
import { hostileText } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { rules } from "../../src/rules.ts";
import type { SkewReport } from "../../src/skew-report.ts";
import type { Suppressed } from "../../src/suppressed.ts";

/** A finding as a rule gives it, with everything that one can have. */
export const excluded: Finding = {
  rule: "range/internal-excludes",
  level: "error",
  message: "@s/a is 1.4.0 here, which ^2.0.0 does not admit",
  hint: 'in packages/b/package.json write "@s/a": "^1.4.0"',
  package: "@s/b",
  file: "packages/b/package.json",
  line: 5,
  column: 13,
  pointer: "/dependencies/@s~1a",
  value: "^2.0.0",
  related: [{ file: "packages/a/package.json", line: 3, value: "1.4.0", message: "@s/a is 1.4.0" }],
  fix: {
    safety: "safe",
    edits: [{ file: "packages/b/package.json", pointer: "/dependencies/@s~1a", value: "^1.4.0" }],
  },
  fingerprint: "0123456789abcdef",
};

/** One that names a file as a whole, and how to mend nothing. */
export const unreadable: Finding = {
  rule: "meta/unreadable",
  level: "error",
  message: "packages/c/package.json is not JSON",
  file: "packages/c/package.json",
  fingerprint: "fedcba9876543210",
};

/** Two exempted for one reason, one of them for a while, and one that the baseline knows. */
export const notCounted: readonly Suppressed[] = [
  { by: "exemption", reason: "@s/b goes with the rewrite", finding: excluded },
  { by: "exemption", reason: "@s/b goes with the rewrite", finding: { ...excluded, file: "packages/d/package.json" } },
  { by: "exemption", reason: "waits for #12", until: "2026-12-31", finding: excluded },
  { by: "baseline", finding: unreadable },
];

/** A report of findings, counted. */
export function reportOf(findings: readonly Finding[], more: Partial<SkewReport> = {}): SkewReport {
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  const counts = { error: count("error"), warning: count("warning"), info: count("info") };
  return {
    schema: "skew-report.v1",
    ok: counts.error === 0,
    scope: "offline",
    planner: { name: "@changesets/cli", version: "3.0.3", from: "workspace" },
    packages: 4,
    counts,
    findings,
    suppressed: [],
    ms: 12,
    ...more,
  };
}

/** The same finding so many times, each in a file of its own. */
export function repeated(finding: Finding, count: number): readonly Finding[] {
  const { related: _, ...alone } = finding;
  return Array.from({ length: count }, (__, index) => {
    const file = `packages/p${index}/package.json`;
    return {
      ...alone,
      file,
      hint: `in ${file} write "@s/a": "^1.4.0"`,
      fingerprint: index.toString(16).padStart(16, "0"),
    };
  });
}

const commands = fc.constantFrom(
  "::error::x",
  "\n::add-mask::y",
  "##[stop-commands]z",
  "%0A::set-env::",
  " ::x",
  "\u001b]8;;",
);

/** Text that a repository may bring to a report. */
const text = fc
  .array(fc.oneof(hostileText, commands, fc.constantFrom("{0}", "[x](1)", "^1.0.0", '"a": "b"', "`x", "::")), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(""))
  .map((said) => (said === "" ? "x" : said));

const place = fc.record(
  { file: text, line: fc.integer({ min: 1, max: 9999 }), value: text },
  { requiredKeys: ["file"] },
);

const findings: fc.Arbitrary<Finding> = fc
  .record({
    rule: fc.constantFrom(...rules.map(({ id }) => id)),
    level: fc.constantFrom<Level>("error", "warning", "info"),
    said: fc.record({ message: text, hint: text, package: text }, { requiredKeys: ["message"] }),
    at: place,
    related: fc.option(fc.array(fc.tuple(place, text), { maxLength: 3 })),
    fingerprint: fc.integer({ min: 0 }),
  })
  .map(({ said, at, related, fingerprint, ...whose }) => ({
    ...whose,
    ...said,
    ...at,
    ...(related && { related: related.map(([other, message]) => ({ ...other, message })) }),
    fingerprint: fingerprint.toString(16).padStart(16, "0"),
  }));

const suppressed: fc.Arbitrary<Suppressed> = fc.oneof(
  fc.record({ by: fc.constant("baseline" as const), finding: findings }),
  fc.record(
    { by: fc.constant("exemption" as const), reason: text, until: fc.constant("2026-12-31"), finding: findings },
    { requiredKeys: ["by", "reason", "finding"] },
  ),
);

/** A report of whatever a hostile repository may have made the rules say. */
export const hostileReport: fc.Arbitrary<SkewReport> = fc
  .tuple(fc.array(findings, { maxLength: 6 }), fc.array(suppressed, { maxLength: 3 }))
  .map(([found, others]) => reportOf(found, { suppressed: others }));
