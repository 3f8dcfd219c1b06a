import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { uncovered } from "../../../src/rules/group/uncovered.ts";
import { judge, lines } from "../../judge.ts";

const world = repo().pkg("@s/a@1.0.0").pkg("@s/b@1.0.0").pkg("@s/c@1.0.0").pkg("@s/docs@1.0.0", { private: true });
const grouped = (fields: Readonly<Record<string, unknown>>): World => world.config(fields);

test("public packages outside of the only fixed group are told, with the names to add as the unsafe fix", () => {
  const [found, ...others] = judge(uncovered, grouped({ fixed: [["@s/a"]] }));
  expect(others).toEqual([]);
  expect(lines(found === undefined ? [] : [found])).toEqual([
    "warning .changeset/config.json#/fixed/0: @s/b, @s/c are public and stand outside of the fixed group",
  ]);
  expect(found?.fix).toEqual({
    safety: "unsafe",
    edits: [
      { file: ".changeset/config.json", pointer: "/fixed/0/1", value: "@s/b" },
      { file: ".changeset/config.json", pointer: "/fixed/0/2", value: "@s/c" },
    ],
  });
});

test("silent once they are in it, by name or by pattern, or linked or ignored, and without or with several fixed groups", () => {
  const silent = [
    { fixed: [["@s/a", "@s/b", "@s/c"]] },
    { fixed: [["@s/*"]] },
    { fixed: [["@s/a"]], linked: [["@s/b"]], ignore: ["@s/c"] },
    { fixed: [] },
    { fixed: [["@s/a"], ["@s/b"]] },
  ];
  expect(silent.flatMap((fields) => judge(uncovered, grouped(fields)))).toEqual([]);
  expect(judge(uncovered, world.config(undefined))).toEqual([]);
});
