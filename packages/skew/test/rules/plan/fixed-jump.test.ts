import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { fixedJump } from "../../../src/rules/plan/fixed-jump.ts";
import { lines } from "../../judge.ts";
import { judgePlanned } from "../../planned.ts";

const group = ["a", "b", "c", "d"];
const world = group
  .reduce((next, name) => next.pkg(`${name}@1.4.0`), repo())
  .pkg("alone@1.4.0")
  .config({ fixed: [group] });

test("a major of one member that lifts the whole group is information, with all that it lifts", async () => {
  const jump = world.changeset("x", { b: "patch" }).changeset("y", { b: "major" }).changeset("z", { a: "minor" });
  const found = await judgePlanned(fixedJump, jump);
  expect(lines(found)).toEqual([
    "info .changeset/y.md#: the major of b alone lifts 3 more of its fixed group to 2.0.0",
  ]);
  expect(found[0]?.related?.map(({ file, message }) => [file, message])).toEqual([
    ["packages/a/package.json", "a goes from 1.4.0 to 2.0.0"],
    ["packages/c/package.json", "c goes from 1.4.0 to 2.0.0"],
    ["packages/d/package.json", "d goes from 1.4.0 to 2.0.0"],
  ]);
});

test("from how many on is configured", async () => {
  const jump = world.config({ fixed: [["a", "b"]] }).changeset("x", { a: "major" });
  const count = async (options: Readonly<Record<string, unknown>>): Promise<number> =>
    (await judgePlanned(fixedJump, jump, { options })).length;
  expect([await count({}), await count({ atLeast: 1 }), await count({ atLeast: 2 })]).toEqual([0, 1, 0]);
});

test("two changesets that ask for the same major are one finding", async () => {
  const jump = world.changeset("x", { a: "major" }).changeset("y", { a: "major" });
  const found = await judgePlanned(fixedJump, jump);
  expect(found.map(({ file, related }) => [file, related?.[0]?.file])).toEqual([
    [".changeset/x.md", ".changeset/y.md"],
  ]);
});

test("silent where two ask for it, where it is a minor, where nobody is lifted, and for linked packages", async () => {
  const worlds = [
    world.changeset("x", { a: "major", b: "major" }),
    world.changeset("x", { a: "minor" }),
    world.changeset("x", { alone: "major" }),
    world.config({ fixed: [], linked: [group] }).changeset("x", { a: "major", b: "patch", c: "patch", d: "patch" }),
  ];
  expect((await Promise.all(worlds.map((one) => judgePlanned(fixedJump, one)))).flat()).toEqual([]);
});
