import { ReleaserError } from "@releaser/core";
import { expect, test } from "vitest";
import { parseConfig } from "../src/config/read-config.ts";

const withRules = (rules: Readonly<Record<string, unknown>>): unknown => ({ skew: { rules } });

test("a rule takes a level, and one with options an object of them with a level beside", () => {
  const given = withRules({
    "dep/external-mismatch": { level: "info", policy: "intersect", allow: ["@types/*"] },
    "tool/typescript": { tools: ["vitest"] },
    "file/surface": { surfaces: [{ file: "README.md", pattern: "v(.*)", class: "atMost" }] },
    "dep/catalog-unused": "off",
  });
  expect(parseConfig(given, "releaser.config.json")).toEqual(given);
});

test.each([
  ["an option that the rule does not take", { "dep/external-mismatch": { polcy: "highest" } }, /polcy/u],
  ["a value that the option does not take", { "dep/external-mismatch": { policy: "lowest" } }, /policy/u],
  ["a surface without its file", { "file/surface": { surfaces: [{ pattern: "x" }] } }, /file/u],
  ["options of a rule that takes none", { "dep/catalog-unused": { level: "off" } }, /dep\/catalog-unused/u],
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
