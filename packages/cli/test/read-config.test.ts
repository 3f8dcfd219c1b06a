import { ReleaserError } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../src/config/read-config.ts";

const withRules = (rules: Readonly<Record<string, unknown>>): unknown => ({ skew: { rules } });

test("a rule takes a level, or an object with a level and its options", () => {
  const given = withRules({
    "dep/external-mismatch": { level: "info", policy: "intersect", allow: ["@types/*"] },
    "tool/typescript": { tools: ["vitest"] },
    "file/surface": { surfaces: [{ file: "README.md", pattern: "v(.*)", class: "atMost" }] },
    "dep/catalog-unused": "off",
    "dep/catalog-missing": { level: "warning" },
  });
  expect(parseConfig(given, "releaser.config.json")).toEqual(given);
});

test.each([
  ["a value that the option does not take", { "dep/external-mismatch": { policy: "lowest" } }, /policy/u],
  ["a surface without its file", { "file/surface": { surfaces: [{ pattern: "x" }] } }, /file/u],
  ["a level that is none", { "dep/catalog-unused": { level: "of" } }, /dep\/catalog-unused\.level must be one of/u],
  ["a list for a rule", { "dep/catalog-unused": [] }, /dep\/catalog-unused must be one of/u],
])("%s is refused", (_, rules, said) => {
  const problems = ((): string => {
    try {
      return JSON.stringify(parseConfig(withRules(rules), "releaser.config.json"));
    } catch (error) {
      return error instanceof ReleaserError ? JSON.stringify(error.failure) : "another error";
    }
  })();
  expect(problems).toMatch(/E_CONFIG_INVALID/u);
  expect(problems).toMatch(said);
});

test("a rule and an option that do not exist are no errors of form: the rules themselves tell, with the nearest name", () => {
  const given = withRules({ "dep/external-mismach": { policy: 1 }, "dep/external-mismatch": { polcy: 1 } });
  expect(parseConfig(given, "releaser.config.json")).toEqual(given);
});

test.each<readonly [unknown, string]>([
  [{ trian: false }, 'the configuration has an unknown key "trian"; did you mean "train"?'],
  [{ train: { form: "1.0.0" } }, 'train has an unknown key "form"; did you mean "from"?'],
  [{ gates: { check: { ruhn: "true" } } }, 'gates.check has an unknown key "ruhn"; did you mean "run"?'],
  [{ skew: { branch: "main" } }, 'skew has an unknown key "branch"'],
])("of an unknown key in %j the nearest of the same object is told", (given, problem) => {
  expect(() => parseConfig(given, "releaser.config.json")).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ why: expect.stringContaining(problem) }) }),
  );
});

describe("skew.ignore and skew.baseline", () => {
  const problemsOf = (skew: unknown): readonly string[] => {
    try {
      parseConfig({ skew }, "releaser.config.json", JSON.stringify({ skew }, undefined, 2));
      return [];
    } catch (error) {
      return error instanceof ReleaserError ? error.failure.why.split("\n") : [String(error)];
    }
  };

  test.each<unknown>([
    { ignore: [{ rules: ["range/*"], reason: "because" }] },
    { ignore: [{ package: "a", file: "b/**", dependency: "@c/*", reason: "because", until: "2028-02-29" }] },
    { ignore: [], baseline: "known.json" },
    { baseline: "release/.skew/known.json" },
    { baseline: ".github/known.json" },
  ])("take %j", (skew) => {
    expect(problemsOf(skew)).toEqual([]);
  });

  test.each<readonly [unknown, string]>([
    [{ ignore: [{ rules: ["range/*"] }] }, "4  skew.ignore.0 must have required property 'reason'"],
    [{ ignore: [{ file: "x", reason: " " }] }, "6  skew.ignore.0.reason must be words that tell why"],
    [
      { ignore: [{ reason: "because" }] },
      "4  skew.ignore.0 must state at least one of rules, package, file, dependency",
    ],
    [{ ignore: [{ file: "x", reason: "y", until: "2026-02-30" }] }, "7  skew.ignore.0.until must be a date"],
    [{ ignore: [{ file: "x", reason: "y", until: "31.12.2026" }] }, "7  skew.ignore.0.until must be a date"],
    [
      { ignore: [{ file: "x", reason: "y", dependencies: "z" }] },
      '7  skew.ignore.0 has an unknown key "dependencies"; did you mean "dependency"?',
    ],
    [{ ignore: [{ file: "x", reason: "y", zzzzzzzz: "z" }] }, '7  skew.ignore.0 has an unknown key "zzzzzzzz"'],
    [{ ingore: [] }, '3  skew has an unknown key "ingore"; did you mean "ignore"?'],
    ...["../x.json", "/x.json", "a/../x.json", "./x.json", "a//x.json", "C:\\x.json", "x", ".json", "a/.json"].map(
      (baseline) => [{ baseline }, "3  skew.baseline must be the path of a .json file below the root"] as const,
    ),
  ])("refuse %j", (skew, problem) => {
    expect(problemsOf(skew)).toEqual([`releaser.config.json:${problem}`]);
  });
});
