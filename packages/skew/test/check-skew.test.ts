import { repo, timeline, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { type Baseline, toBaseline } from "../src/baseline.ts";
import { checkSkew, type SkewInput } from "../src/check-skew.ts";
import type { SkewReport } from "../src/skew-report.ts";
import { planOf } from "./judge.ts";

function check(world: World, more: Partial<SkewInput> = {}): SkewReport {
  const files = world.files();
  let time = 100;
  return checkSkew({
    workspace: timeline(world).tag("released").workspace(),
    plan: undefined,
    planner: undefined,
    scope: "offline",
    now: () => (time += 7.4),
    read: (file) => files.get(file),
    ...more,
  });
}

const skewed = repo()
  .config({ fixed: [["@s/a", "@s/b"]] })
  .pkg("@s/a@1.4.0")
  .pkg("@s/b@1.3.0", { dependencies: { "@s/a": "^2.0.0" } });

test("a report counts, places and orders its findings", () => {
  const report = check(skewed);
  expect(report).toMatchObject({
    schema: "skew-report.v1",
    ok: false,
    scope: "offline",
    planner: null,
    packages: 3,
    counts: { error: 2, warning: 0, info: 0 },
    ms: 7,
  });
  expect(report.findings.map(({ rule, file, line, column }) => [rule, file, line, column])).toEqual([
    ["group/fixed-drift", "packages/b/package.json", 3, 14],
    ["range/internal-excludes", "packages/b/package.json", 5, 13],
  ]);
  expect(report.findings.map(({ value, related }) => [value, related])).toEqual([
    ["1.3.0", [{ file: "packages/a/package.json", line: 3, value: "1.4.0", message: "@s/a is 1.4.0" }]],
    ["^2.0.0", [{ file: "packages/a/package.json", line: 3, value: "1.4.0", message: "@s/a is 1.4.0" }]],
  ]);
});

test("the scope tree runs the rules of the tree alone and hears of no plan", () => {
  const plan = planOf({ "@s/a": ["1.4.0", "2.0.0"] });
  const report = check(skewed, { scope: "tree", plan });
  expect(report.findings.map(({ rule, level }) => [rule, level])).toEqual([["range/internal-excludes", "error"]]);
  expect(report.planner).toBeNull();
  expect(check(skewed, { plan }).planner).toEqual({ name: "@changesets/cli", version: "3.0.3", from: "bundled" });
});

test("the scope online is never judged without what the registries have", () => {
  expect(() => check(skewed, { scope: "online" })).toThrow(/needs `published`/u);
  expect(check(skewed, { scope: "online", published: new Map() })).toMatchObject({ scope: "online", ok: false });
});

test("levels turn a rule off or weigh it otherwise, and what a rule holds for lighter stays lighter", () => {
  const dev = repo()
    .pkg("@s/a@1.4.0")
    .pkg("@s/b@1.3.0", { devDependencies: { "@s/a": "^2.0.0" } });
  const levelOf = (world: World, levels: NonNullable<SkewInput["levels"]>): readonly string[] =>
    check(world, { levels }).findings.map(({ rule, level }) => `${rule} ${level}`);
  expect(levelOf(skewed, { "group/fixed-drift": "off", "range/internal-excludes": "warning" })).toEqual([
    "range/internal-excludes warning",
  ]);
  expect(levelOf(dev, { "range/internal-excludes": "error" })).toEqual(["range/internal-excludes warning"]);
});

test("a rule that is off by itself is turned on by a level", () => {
  const left = repo()
    .config({ fixed: [["@s/a"]] })
    .pkg("@s/a@1.4.0")
    .pkg("@s/b@1.4.0");
  expect(check(left).findings).toEqual([]);
  expect(check(left, { levels: { "group/uncovered": "info" } }).findings).toMatchObject([
    { rule: "group/uncovered", level: "info" },
  ]);
});

test("a level of a rule that does not exist is a finding in the configuration, and so is no other setting", () => {
  const report = check(repo().pkg("@s/a@1.0.0"), {
    levels: { "range/internal-exclude": "off", "range/internal-excludes": "warning" },
    configFile: "releaser.config.mjs",
    read: (file) =>
      file.endsWith(".mjs")
        ? 'export default {\n  skew: { rules: {\n    "range/internal-exclude": "off" } } };\n'
        : undefined,
  });
  expect(report.findings).toMatchObject([
    { rule: "meta/config-unknown-rule", level: "error", file: "releaser.config.mjs", line: 3, column: 5 },
  ]);
});

describe("what does not count", () => {
  const reason = "it goes with the rewrite";
  const exemption = { at: { file: "releaser.config.json", pointer: "/skew/ignore/0" }, reason };
  const known = (world: World, more: Partial<SkewInput> = {}): Baseline =>
    toBaseline(check(world, more).findings, { file: "known.json", former: undefined, unjudged: new Set() });

  test("is told beside the findings, exemptions first, and fails nothing", () => {
    const report = check(skewed, {
      exemptions: [{ ...exemption, dependency: "@s/a", until: "2026-12-31" }],
      baseline: known(skewed, { exemptions: [{ ...exemption, dependency: "@s/a" }] }),
      today: "2026-12-31",
    });
    expect(report).toMatchObject({ ok: true, counts: { error: 0, warning: 0, info: 0 }, findings: [] });
    expect(report.suppressed).toMatchObject([
      {
        by: "exemption",
        reason,
        until: "2026-12-31",
        finding: { rule: "range/internal-excludes", dependency: "@s/a" },
      },
      { by: "baseline", finding: { rule: "group/fixed-drift", file: "packages/b/package.json" } },
    ]);
    expect(report.suppressed[1]).not.toHaveProperty("reason");
  });

  test("stays what it is when a release moves its versions, and a second fault is new", () => {
    const later = skewed.pkg("@s/a@1.5.0").pkg("@s/b@1.4.0", { dependencies: { "@s/a": "^2.0.0" } });
    expect(check(later, { baseline: known(skewed) })).toMatchObject({ ok: true, findings: [] });
    const more = later.pkg("@s/c@1.0.0", { devDependencies: { "@s/b": "^9.0.0" } });
    expect(check(more, { baseline: known(skewed) }).findings.map(({ file }) => file)).toEqual([
      "packages/c/package.json",
    ]);
  });

  test("is judged with what the rule looked at: another scope, or missing history, makes nothing dead or stale", () => {
    const baseline = known(skewed);
    const mended = repo().pkg("@s/a@1.4.0");
    const told = (more: Partial<SkewInput>): readonly string[] =>
      check(mended, { baseline, exemptions: [{ ...exemption, rules: ["tag/*"] }], ...more }).findings.map(
        ({ rule, message }) => `${rule}: ${message}`,
      );
    const stale = "meta/baseline-stale: the baseline knows what is no longer found: ";
    const dead = "meta/exemption-dead: the exemption for tag/* exempts nothing";
    expect(told({})).toEqual([`${stale}group/fixed-drift in packages/b/package.json, and 1 more`, dead]);
    expect(told({ scope: "tree" })).toEqual([`${stale}range/internal-excludes in packages/b/package.json`]);
    expect(told({ workspace: mended.workspace() }).filter((line) => line.startsWith("meta/ex"))).toEqual([]);
  });

  test("never is a finding on the settings themselves", () => {
    const exemptions = [{ ...exemption, rules: ["meta/*"] }];
    const levels = { "range/none": "off" } as const;
    const report = check(repo().pkg("@s/a@1.0.0"), { levels, exemptions });
    expect(report.findings.map(({ rule }) => rule)).toEqual(["meta/exemption-dead", "meta/config-unknown-rule"]);
    expect(known(repo().pkg("@s/a@1.0.0"), { levels, exemptions }).entries).toEqual([]);
  });
});

test("a workspace in order is ok", () => {
  expect(check(repo().pkg("@s/a@1.0.0"))).toMatchObject({ ok: true, findings: [] });
});

test("what stands at a place is told where the workspace knows it: in a manifest, in a catalog", () => {
  const world = repo()
    .catalog({ "@s/a": "^2.0.0" })
    .pkg("@s/a@1.4.0")
    .pkg("@s/b@1.3.0", { dependencies: { "@s/a": "catalog:" } })
    .pkg("@s/c@1.3.0", { dependencies: { "@s/a": "catalog:" } });
  expect(check(world).findings).toMatchObject([
    {
      file: "pnpm-workspace.yaml",
      value: "^2.0.0",
      related: [
        { file: "packages/a/package.json", value: "1.4.0" },
        { file: "packages/c/package.json", message: "@s/c asks for ^2.0.0" },
      ],
    },
  ]);
});
