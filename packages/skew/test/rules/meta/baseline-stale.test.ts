import { expect, test } from "vitest";
import { baselineStale } from "../../../src/rules/meta/baseline-stale.ts";
import { judgeSettings } from "../../judge-settings.ts";
import { lines } from "../../judge.ts";

const entry = { rule: "range/internal-excludes", file: "a/package.json", message: "m", fingerprint: "0".repeat(16) };
const baseline = { file: "release/skew-baseline.json", entries: [entry, entry, entry] };

test("what is mended and still known is information, said once", () => {
  const stale = [
    { index: 1, entry },
    { index: 2, entry },
  ];
  expect(lines(judgeSettings(baselineStale, { baseline, stale: stale.slice(0, 1) }))).toEqual([
    "info release/skew-baseline.json#/findings/1: the baseline knows what is no longer found: range/internal-excludes in a/package.json",
  ]);
  expect(judgeSettings(baselineStale, { baseline, stale })[0]?.message).toMatch(/package\.json, and 1 more$/u);
});

test("silent on a baseline of which everything is still found, and without one", () => {
  expect([...judgeSettings(baselineStale, { baseline }), ...judgeSettings(baselineStale, {})]).toEqual([]);
});
