import { expect, test } from "vitest";
import { exemptionDead } from "../../../src/rules/meta/exemption-dead.ts";
import { judgeSettings } from "../../judge-settings.ts";
import { lines } from "../../judge.ts";

const exemption = {
  at: { file: "releaser.config.ts", pointer: "/skew/ignore/1" },
  rules: ["range/*"],
  dependency: "react",
  reason: "x",
  until: "2026-01-31",
};

test.each([
  [1, "1 finding counts again"],
  [2, "2 findings count again"],
])("an exemption whose last day is over is a warning while it fits %i", (count, said) => {
  expect(lines(judgeSettings(exemptionDead, { ended: new Map([[exemption, count]]) }))).toEqual([
    `warning releaser.config.ts#/skew/ignore/1: the exemption for range/*, the dependency react ended on 2026-01-31: ${said}`,
  ]);
});

test("an exemption that fits nothing is information", () => {
  expect(lines(judgeSettings(exemptionDead, { unused: [exemption] }))).toEqual([
    "info releaser.config.ts#/skew/ignore/1: the exemption for range/*, the dependency react exempts nothing",
  ]);
});

test("silent on exemptions that are of use", () => {
  expect(judgeSettings(exemptionDead, { exemptions: [exemption] })).toEqual([]);
});
