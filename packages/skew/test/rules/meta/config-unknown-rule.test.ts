import { expect, test } from "vitest";
import { configUnknownRule } from "../../../src/rules/meta/config-unknown-rule.ts";
import { judgeSettings } from "../../judge-settings.ts";
import { lines } from "../../judge.ts";

const at = { file: "releaser.config.json", pointer: "/skew/ignore/0" };

test("a rule that does not exist is one finding with every place that names it, and the nearest name", () => {
  const found = judgeSettings(configUnknownRule, {
    levels: { "range/internal-exclude": "off" },
    options: { "range/internal-exclude": { since: "main" } },
    exemptions: [{ at, rules: ["range/internal-excludes", "range/internal-exclude"], reason: "x" }],
  });
  expect(lines(found)).toEqual([
    "error releaser.config.json#/skew/rules/range~1internal-exclude: releaser.config.json names the rule range/internal-exclude, which does not exist; the nearest name is range/internal-excludes",
  ]);
  expect(found[0]).toMatchObject({
    hint: 'in releaser.config.json write "range/internal-excludes"',
    related: [{ file: "releaser.config.json", message: "names range/internal-exclude too" }],
  });
});

test("so is a glob that fits no rule, and a name that is near to none is to be taken out", () => {
  const found = judgeSettings(configUnknownRule, { exemptions: [{ at, rules: ["ranges/*", "range/*"], reason: "x" }] });
  expect(lines(found)).toEqual([
    "error releaser.config.json#/skew/ignore/0/rules/0: releaser.config.json names the rule ranges/*, which does not exist",
  ]);
  expect(found[0]?.hint).toBe("take it out of releaser.config.json");
});

test("an option that a rule does not take names the nearest, or what it takes", () => {
  const found = judgeSettings(configUnknownRule, {
    options: {
      "dep/external-mismatch": { polcy: "highest", "any/thing~": true, allow: [] },
      "dep/catalog-unused": { allow: [] },
      "tool/typescript": { packages: ["vitest"] },
    },
  });
  expect(lines(found)).toEqual([
    "error releaser.config.json#/skew/rules/dep~1catalog-unused/allow: dep/catalog-unused has no option allow; it takes none",
    "error releaser.config.json#/skew/rules/dep~1external-mismatch/any~1thing~0: dep/external-mismatch has no option any/thing~; it takes policy, allow",
    "error releaser.config.json#/skew/rules/dep~1external-mismatch/polcy: dep/external-mismatch has no option polcy; the nearest name is policy",
    "error releaser.config.json#/skew/rules/tool~1typescript/packages: tool/typescript has no option packages; the nearest name is tools",
  ]);
});

test("an entry of the baseline of a rule that is gone is a warning: it is in nobody's way", () => {
  const entry = { rule: "range/gone", file: "f", message: "m", fingerprint: "0".repeat(16) };
  const entries = [{ ...entry, rule: "tool/typescript" }, entry, { ...entry, message: "n" }];
  expect(lines(judgeSettings(configUnknownRule, { baseline: { file: "known.json", entries } }))).toEqual([
    "warning known.json#/findings/1: the baseline has findings of the rule range/gone, which does not exist",
  ]);
});

test("silent where every name exists, and for no settings", () => {
  expect(judgeSettings(configUnknownRule, {})).toEqual([]);
  expect(
    judgeSettings(configUnknownRule, {
      levels: { "range/internal-excludes": "off" },
      options: { "range/internal-excludes": {}, "dep/external-mismatch": { policy: "intersect" } },
      exemptions: [{ at, rules: ["tool/typescript", "{range,dep}/*"], reason: "x" }],
    }),
  ).toEqual([]);
});
