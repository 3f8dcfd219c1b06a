import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { overlap } from "../../../src/rules/group/overlap.ts";
import { judge, lines } from "../../judge.ts";

const three = (): ReturnType<typeof repo> => repo().pkg("a@1.0.0").pkg("b@1.0.0").pkg("c@1.0.0");

test("a package in two groups is an error at the later one, with the other as related", () => {
  const found = judge(overlap, three().config({ fixed: [["a", "b"]], linked: [["b", "c"]] }));
  expect(lines(found)).toEqual(["error .changeset/config.json#/linked/0/0: b is in this linked group and in another"]);
  expect(found[0]?.related).toEqual([{ file: ".changeset/config.json", line: 7, message: "a fixed group" }]);
});

test("several packages in the same two groups are one finding", () => {
  const found = judge(
    overlap,
    three().config({
      fixed: [
        ["a", "b"],
        ["b", "a", "c"],
      ],
    }),
  );
  expect(lines(found)).toEqual([
    "error .changeset/config.json#/fixed/1/1: a, b are in this fixed group and in another",
  ]);
});

test("patterns count as what they match", () => {
  expect(judge(overlap, three().config({ fixed: [["a"], ["*"]] }))).toHaveLength(1);
});

test("silent for groups apart, for a name twice in one group, and without Changesets", () => {
  const worlds = [
    three().config({ fixed: [["a", "b"]], linked: [["c"]] }),
    three().config({ fixed: [["a", "a", "*"]] }),
    three().config(undefined),
  ];
  expect(worlds.flatMap((world) => judge(overlap, world))).toEqual([]);
});
