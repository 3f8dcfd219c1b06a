import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { externalMismatch } from "../../../src/rules/dep/external-mismatch.ts";
import { judge, judgeWith, lines, mended } from "../../judge.ts";

function asking(...ranges: readonly string[]): ReturnType<typeof repo> {
  return ranges.reduce(
    (world, range, index) => world.pkg(`p${index}@1.0.0`, { dependencies: { lodash: range } }),
    repo(),
  );
}

test("several ranges are one warning with all who ask, and its fix raises those behind", () => {
  const world = asking("^4.17.21", "^4.17.20", "^4.17.21", "4.16.0");
  const found = judge(externalMismatch, world);
  expect(lines(found)).toEqual([
    "warning packages/p1/package.json#/dependencies/lodash: lodash is asked for as ^4.17.20, 4.16.0 in 2 places, as ^4.17.21 in 2 others",
  ]);
  expect(found[0]).toMatchObject({
    line: 5,
    hint: 'write "lodash": "^4.17.21" everywhere, or put it into a catalog',
    related: [
      { message: "p0 asks for ^4.17.21" },
      { message: "p2 asks for ^4.17.21" },
      { message: "p3 asks for 4.16.0" },
    ],
    fix: { safety: "unsafe", edits: [{ value: "^4.17.21" }, { value: "^4.17.21" }] },
  });
  expect(judge(externalMismatch, mended(world, found))).toEqual([]);
});

test("a prerelease is not what the others are raised to", () => {
  expect(judge(externalMismatch, asking("^5.0.0-rc.1", "^4.17.21", "^4.0.0"))[0]?.message).toBe(
    "lodash is asked for as ^5.0.0-rc.1, ^4.0.0 in 2 places, as ^4.17.21 in another",
  );
});

test("the policy may be what most ask for, or that ranges meet; names may be allowed", () => {
  const world = asking("^4.17.21", "^4.17.0", "^4.17.0");
  const found = (options: Readonly<Record<string, unknown>>): readonly unknown[] =>
    judgeWith(externalMismatch, world, options).flatMap(({ fix }) => fix?.edits.map(({ value }) => value) ?? []);
  expect(found({ policy: "most-common" })).toEqual(["^4.17.0"]);
  expect(found({ policy: "intersect" })).toEqual([]);
  expect(judgeWith(externalMismatch, asking("^4.0.0", "^3.0.0"), { policy: "intersect" })).toHaveLength(1);
  expect([found({ allow: ["lodash"] }), found({ allow: ["lod*"] })]).toEqual([[], []]);
  expect(found({ allow: ["lod", "@types/*"] })).toHaveLength(2);
});

test.each([
  ["one range, written otherwise", ["^4.17.0", "^4.17.0", "4.17.0 - 4"]],
  ["a pin at which the range begins", ["^4.17.0", "4.17.0", "~4.17.0"]],
  ["a range that is wide on purpose", ["^4.17.21", "4.x", "^4", "~4", "4", ">=4", "*", "^3.0.0 || ^4.0.0"]],
  ["an alias, a tag, a folder and a workspace range", ["^4.17.21", "npm:lodash@^3", "next", "link:../x"]],
])("silent: %s", (_, ranges) => {
  expect(judge(externalMismatch, asking(...ranges))).toEqual([]);
});

test("silent for peers, names of the workspace, what a catalog holds, and majors of a tool, which have rules of their own", () => {
  const worlds = [
    asking("^4.17.21").pkg("x@1.0.0", { peerDependencies: { lodash: "^3.0.0" } }),
    asking("^4.17.21", "^4.0.0").pkg("lodash@4.18.0"),
    asking("^4.17.21", "^4.0.0").catalog({ lodash: "^4.17.21" }),
    repo()
      .pkg("a@1.0.0", { devDependencies: { typescript: "^5.0.0" } })
      .pkg("b@1.0.0", { devDependencies: { typescript: "^6.0.0" } }),
  ];
  expect(worlds.flatMap((world) => judge(externalMismatch, world))).toEqual([]);
});
