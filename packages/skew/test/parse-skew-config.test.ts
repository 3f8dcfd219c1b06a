import { expect, test } from "vitest";
import { parseSkewConfig } from "../src/parse-skew-config.ts";
import { toSkewSettings } from "../src/skew-config.ts";

const nothing = { rules: {}, ignore: [] };

test("levels that are none leave a rule its own, and its options count all the same", () => {
  const rules = {
    a: "eror",
    b: "off",
    c: { level: "of", ignore: ["x"] },
    d: { level: "info" },
    e: null,
    f: ["off"],
    g: 1,
  };
  const { levels, options } = toSkewSettings(parseSkewConfig({ rules }), {
    configFile: undefined,
    today: "2026-01-01",
    read: () => undefined,
  });
  expect(levels).toEqual({ b: "off", d: "info" });
  expect(options["c"]).toEqual({ ignore: ["x"] });
});

test("an exemption that is whole counts", () => {
  const ignore = [
    { rules: ["range/*"], reason: "old" },
    { package: "@s/a", file: "x", dependency: "y", reason: "old", until: "2026-01-01" },
  ];
  expect(parseSkewConfig({ ignore, baseline: "x.json" })).toEqual({ rules: {}, ignore, baseline: "x.json" });
});

test.each<[string, unknown]>([
  ["that narrows nothing down", { reason: "old" }],
  ["with a key that is misspelt", { rule: ["range/*"], reason: "old" }],
  ["with one more that is", { rules: ["range/*"], pakage: "@s/a", reason: "old" }],
  ["with a list of no rules", { rules: [], reason: "old" }],
  ["with another type", { package: 1, reason: "old" }],
  ["without a reason", { package: "@s/a" }],
  ["with a day that is none", { package: "@s/a", reason: "old", until: "tomorrow" }],
  ["that is a text", "range/*"],
])("an exemption %s exempts nothing", (_, given) => {
  expect(parseSkewConfig({ ignore: [given] })).toEqual(nothing);
});

test.each([
  [null],
  [undefined],
  ["off"],
  [[]],
  [{ rules: null, ignore: null, baseline: null }],
  [{ ignore: {}, rules: [] }],
])("%j says nothing", (document) => expect(parseSkewConfig(document)).toEqual(nothing));
