import { expect, test } from "vitest";
import { versionGap } from "../../../src/rules/contract/version-gap.ts";
import { closed, contracted } from "../../contracts.ts";
import { judge, lines } from "../../judge.ts";

const judged = (...names: readonly string[]): readonly string[] =>
  lines(judge(versionGap, contracted("1.0.0", Object.fromEntries(names.map((name) => [name, closed("a")])))));

test("a version that is left out is an error at the one after it", () => {
  expect(judged("report.v1", "report.v3", "other.v2")).toEqual([
    "error .sentinel/contracts/report.v3.yaml#: report.v3 comes after report.v1, and there is no report.v2",
  ]);
  expect(judged("report.v2", "report.v10")).toHaveLength(1);
});

test("silent where one follows the other, and where the oldest are gone", () => {
  expect(judged("report.v9", "report.v10", "other.v3")).toEqual([]);
});
