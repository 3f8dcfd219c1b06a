import { ReleaserError } from "@releaser/core";
import { repo, timeline, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
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

test("a level of a rule that does not exist names the nearest", () => {
  const misspelt = (): unknown => check(skewed, { levels: { "range/internal-exclude": "off" } });
  expect(misspelt).toThrow(ReleaserError);
  expect(misspelt).toThrow(
    "E_SKEW_RULE_UNKNOWN: the configuration names the rule range/internal-exclude, which does not exist",
  );
  const failure = (() => {
    try {
      return misspelt();
    } catch (error) {
      return error instanceof ReleaserError ? error.failure : error;
    }
  })();
  expect(failure).toMatchObject({
    exit: 2,
    who: "you",
    next: "in `skew.rules` of the configuration write range/internal-excludes",
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
