import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { invalidChangeset } from "../../../src/rules/plan/invalid-changeset.ts";
import { mixedIgnored } from "../../../src/rules/plan/mixed-ignored.ts";
import { judge, lines } from "../../judge.ts";
import { planned } from "../../planned.ts";

const world = repo()
  .pkg("@s/a@1.0.0")
  .pkg("@s/b@1.0.0")
  .pkg("@s/docs@1.0.0", { private: true })
  .pkg("@s/old@1.0.0")
  .config({ privatePackages: false, ignore: ["@s/old"] });
const mixed = world.changeset("mixed", { "@s/a": "patch", "@s/docs": "patch", "@s/old": "none", "@s/b": "minor" });

test("skipped names beside released ones are one error, at the first skipped name", () => {
  const found = judge(mixedIgnored, mixed);
  expect(lines(found)).toEqual([
    "error .changeset/mixed.md#: @s/docs, @s/old, which Changesets skips, beside @s/a, @s/b; it refuses the two together, so .changeset/mixed.md does not count",
  ]);
  expect(found).toMatchObject([{ line: 3, hint: expect.stringContaining("let Changesets version them") }]);
});

test("it is said once, and the plan is made without that changeset", async () => {
  expect(judge(invalidChangeset, mixed)).toEqual([]);
  const plan = await planned(mixed.changeset("good", { "@s/b": "patch" }));
  expect(plan.releases.map(({ name, to }) => [name, to])).toEqual([["@s/b", "1.0.1"]]);
});

test("each mixed changeset is told", () => {
  const two = mixed.changeset("again", { "@s/b": "patch", "@s/old": "patch" });
  expect(judge(mixedIgnored, two).map(({ file }) => file)).toEqual([".changeset/again.md", ".changeset/mixed.md"]);
});

test("silent on skipped names alone, released names alone, unknown names, .sentinel, and where private packages are versioned", () => {
  const worlds = [
    world.changeset("x", { "@s/docs": "patch", "@s/old": "patch" }),
    world.changeset("x", { "@s/a": "patch", "@s/b": "minor" }),
    world.changeset("x", { "@s/docs": "patch", "@s/none": "patch" }),
    world.sentinel("0.1.0").changeset("x", { "@s/a": "patch", sentinel: "patch" }),
    mixed.config({ privatePackages: { version: true, tag: false }, ignore: [] }),
  ];
  expect(worlds.flatMap((one) => judge(mixedIgnored, one))).toEqual([]);
});
