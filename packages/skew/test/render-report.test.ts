import type { Finding } from "@releaser/core";
import { expect, test } from "vitest";
import { renderReport } from "../src/render-report.ts";
import type { SkewReport } from "../src/skew-report.ts";

const finding: Finding = {
  rule: "range/internal-excludes",
  level: "error",
  message: "@s/a is 1.4.0 here, which ^2.0.0 does not admit",
  hint: 'in packages/b/package.json write "@s/a": "^1.4.0"',
  file: "packages/b/package.json",
  line: 5,
  column: 13,
  related: [{ file: "packages/a/package.json", line: 3, message: "@s/a is 1.4.0" }],
  fingerprint: "0123456789abcdef",
};

const report = (more: Partial<SkewReport> = {}): SkewReport => ({
  schema: "skew-report.v1",
  ok: false,
  scope: "offline",
  planner: { name: "@changesets/cli", version: "3.0.3", from: "workspace" },
  packages: 4,
  counts: { error: 1, warning: 2, info: 0 },
  findings: [finding],
  ms: 12,
  ...more,
});

test("a finding has its place, its rule, both values and the mend; then a line that counts, then what to type", () => {
  expect(renderReport(report(), { color: false })).toBe(
    [
      "packages/b/package.json:5:13  error  range/internal-excludes",
      "    @s/a is 1.4.0 here, which ^2.0.0 does not admit",
      "    packages/a/package.json:3  @s/a is 1.4.0",
      '    → in packages/b/package.json write "@s/a": "^1.4.0"',
      "",
      "1 error, 2 warnings in 4 packages, planned by @changesets/cli 3.0.3 (workspace), 12 ms",
      "next: mend the errors above, then `releaser skew`",
    ].join("\n"),
  );
});

test("a workspace in order takes two lines", () => {
  const fine = report({
    ok: true,
    planner: null,
    packages: 1,
    counts: { error: 0, warning: 0, info: 0 },
    findings: [],
  });
  expect(renderReport(fine, { color: false })).toBe("no version skew in 1 package, 12 ms\nnext: `releaser plan`");
});

test("colour changes the colours alone", () => {
  const plain = renderReport(report(), { color: false });
  const coloured = renderReport(report(), { color: true });
  expect(coloured).not.toBe(plain);
  // oxlint-disable-next-line no-control-regex -- the escapes are what this test takes away
  expect(coloured.replaceAll(/\u001b\[\d+m/gu, "")).toBe(plain);
});

test("text from the repository reaches no terminal as a command", () => {
  const hostile = report({ findings: [{ ...finding, message: "a\u001b[2J\nb", file: "x\u202e.json" }] });
  const text = renderReport(hostile, { color: false });
  expect(text).toContain(String.raw`    a\u{1b}[2J b`);
  expect(text).not.toMatch(/[\u001b\u202e]/u);
});
