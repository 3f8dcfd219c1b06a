import { expect, test } from "vitest";
import { nearest } from "../src/index.ts";

test.each([
  ["@s/lion", ["@s/lions", "@s/tiger"], "@s/lions"],
  ["range/internal-exclude", ["range/internal-excludes", "range/internal"], "range/internal-excludes"],
  // As near to both.
  ["cew", ["cwd", "skew"], undefined],
  // Every letter would be another.
  ["@s/ab", ["@s/cd"], undefined],
  ["@s/lion", ["@s/elephant"], undefined],
  ["@s/lion", [], undefined],
])("what %s meant among %j is %s", (text, candidates, meant) => {
  expect(nearest(text, candidates)).toBe(meant);
});
