import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { fixedDrift } from "../../../src/rules/group/fixed-drift.ts";
import { judge, lines, planOf } from "../../judge.ts";

const group = repo().config({ fixed: [["@s/a", "@s/b", "@s/c"]] });
const drifted = group.pkg("@s/a@1.4.0").pkg("@s/b@1.3.0").pkg("@s/c@1.4.0");

test("a member that lags behind its group is an error which shows all members", () => {
  const found = judge(fixedDrift, drifted);
  expect(lines(found)).toEqual(["error packages/b/package.json#/version: @s/b is 1.3.0, its fixed group is 1.4.0"]);
  expect(found[0]?.related?.map(({ message }) => message)).toEqual(["@s/a is 1.4.0", "@s/c is 1.4.0"]);
});

test("a group in step is silent, and so are linked packages", () => {
  const linked = repo()
    .config({ linked: [["@s/a", "@s/b"]] })
    .pkg("@s/a@1.4.0")
    .pkg("@s/b@1.3.0");
  expect([...judge(fixedDrift, group.pkg("@s/a@1.4.0").pkg("@s/b@1.4.0")), ...judge(fixedDrift, linked)]).toEqual([]);
});

test("a private member that Changesets does not version stands outside", () => {
  const world = group.pkg("@s/a@1.4.0").pkg("@s/b@0.0.0", { private: true }).config({ privatePackages: false });
  expect(judge(fixedDrift, world)).toEqual([]);
});

test("a plan that lifts the whole group makes it information, one that lifts a part does not", () => {
  const whole = planOf({ "@s/a": ["1.4.0", "1.5.0"], "@s/b": ["1.3.0", "1.5.0"], "@s/c": ["1.4.0", "1.5.0"] });
  const part = planOf({ "@s/a": ["1.4.0", "1.5.0"] });
  expect([whole, part].flatMap((plan) => lines(judge(fixedDrift, drifted, plan)))).toEqual([
    "info packages/b/package.json#/version: @s/b is 1.3.0, its fixed group is 1.4.0; the pending plan lifts all of it to 1.5.0",
    "error packages/b/package.json#/version: @s/b is 1.3.0, its fixed group is 1.4.0",
  ]);
});
