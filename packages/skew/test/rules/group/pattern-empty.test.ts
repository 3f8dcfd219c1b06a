import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { patternEmpty } from "../../../src/rules/group/pattern-empty.ts";
import { judge, lines } from "../../judge.ts";

const two = (groups: Readonly<Record<string, unknown>>): ReturnType<typeof repo> =>
  repo().pkg("@s/alpha@1.0.0").pkg("@s/beta@1.0.0").config(groups);

test("a name that no package has is an error at its place, with the nearest", () => {
  const found = judge(patternEmpty, two({ fixed: [["@s/alpha", "@s/betta"]] }));
  expect(lines(found)).toEqual([
    "error .changeset/config.json#/fixed/0/1: @s/betta in fixed matches no package of the workspace",
  ]);
  expect(found[0]?.hint).toBe('write "@s/beta"');
});

test("so is a pattern, in linked too, and each is told", () => {
  const found = judge(patternEmpty, two({ fixed: [["@t/*"]], linked: [["@s/alpha"], ["@u/*", "@v/x"]] }));
  expect(found.map(({ pointer }) => pointer)).toEqual(["/fixed/0/0", "/linked/1/0", "/linked/1/1"]);
});

test("silent for what matches, negations included, for ignored members, and without Changesets", () => {
  const worlds = [
    two({ fixed: [["@s/*"]], ignore: ["@s/beta"] }),
    two({ linked: [["@s/*", "!@s/none"]] }),
    two({}),
    repo().pkg("a@1.0.0").config(undefined),
  ];
  expect(worlds.flatMap((world) => judge(patternEmpty, world))).toEqual([]);
});
