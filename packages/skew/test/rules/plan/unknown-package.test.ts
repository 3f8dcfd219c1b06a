import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { unknownPackage } from "../../../src/rules/plan/unknown-package.ts";
import { judge, mended } from "../../judge.ts";

const world = repo().pkg("@s/core@1.0.0").pkg("@s/cli@1.0.0");

test("a misspelt name is an error with line, the nearest name and a fix that rewrites the line", () => {
  const misspelt = world.changeset("brave-owls", { "@s/cli": "patch", "@s/croe": "minor" });
  const found = judge(unknownPackage, misspelt);
  expect(found).toMatchObject([
    {
      level: "error",
      file: ".changeset/brave-owls.md",
      line: 3,
      message: "@s/croe is not in the workspace; the nearest name is @s/core",
      hint: 'in .changeset/brave-owls.md write "@s/core": minor',
      fix: { safety: "safe" },
    },
  ]);
  expect(mended(misspelt, found).files().get(".changeset/brave-owls.md")).toContain(
    '"@s/cli": patch\n"@s/core": minor\n---',
  );
  expect(judge(unknownPackage, mended(misspelt, found))).toEqual([]);
});

test("several in one changeset are mended by one edit, and a flood of them is told without a guess for each", () => {
  const two = world.changeset("two", { "@s/cil": "patch", "@s/croe": "minor", "@s/gone-away": "patch" });
  const found = judge(unknownPackage, two);
  expect(found.map(({ fix }) => fix === undefined)).toEqual([false, false, true]);
  expect(found[0]?.fix).toEqual(found[1]?.fix);
  expect(mended(two, found).files().get(".changeset/two.md")).toContain(
    '"@s/cli": patch\n"@s/core": minor\n"@s/gone-away"',
  );
  const flood = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`@s/cor${index}`, "patch"]));
  const flooded = judge(unknownPackage, world.changeset("flood", flood));
  expect([flooded.length, flooded.filter(({ fix }) => fix !== undefined).length <= 50]).toEqual([200, true]);
});

test("a name like no other gets no guess, and neither does one between two", () => {
  const found = judge(unknownPackage, world.changeset("gone", { "@s/vanished": "minor" })).concat(
    judge(unknownPackage, repo().pkg("@s/aa@1.0.0").pkg("@s/bb@1.0.0").changeset("between", { "@s/ab": "patch" })),
  );
  expect(found.map(({ message, fix }) => [message, fix])).toEqual([
    ["@s/vanished is not in the workspace", undefined],
    ["@s/ab is not in the workspace", undefined],
  ]);
});

test("names that JavaScript knows are no packages", () => {
  const hostile = world.file(".changeset/proto.md", '---\n"__proto__": major\n"constructor": minor\n---\n\nx\n');
  expect(judge(unknownPackage, hostile).map(({ package: name }) => name)).toEqual(["__proto__", "constructor"]);
});

test("the root above members is no package that Changesets sees, unless it would version it", () => {
  const named = world.root({ name: "top", version: "1.0.0" }).changeset("top", { top: "patch" });
  const count = (of: ReturnType<typeof repo>): number => judge(unknownPackage, of).length;
  expect([
    count(named.config({ privatePackages: false })),
    count(named.config({ privatePackages: { version: true, tag: false } })),
  ]).toEqual([1, 0]);
});

test("known names are silent", () => {
  expect(
    judge(unknownPackage, world.sentinel("0.1.0").changeset("good", { "@s/core": "minor", sentinel: "patch" })),
  ).toEqual([]);
});
