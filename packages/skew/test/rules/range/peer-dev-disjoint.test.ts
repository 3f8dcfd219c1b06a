import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { peerDevDisjoint } from "../../../src/rules/range/peer-dev-disjoint.ts";
import { judge, lines, mended } from "../../judge.ts";

const plugin = (dev: string, peer: string): ReturnType<typeof repo> =>
  repo().pkg("plugin@1.0.0", { devDependencies: { react: dev }, peerDependencies: { react: peer } });

test("a dev range that meets no version of the peer range is a warning at the dev range", () => {
  const found = judge(peerDevDisjoint, plugin("^19.0.0", "^17 || ^18"));
  expect(lines(found)).toEqual([
    "warning packages/plugin/package.json#/devDependencies/react: react is developed with ^19.0.0, the peer range is ^17 || ^18: no version is in both",
  ]);
  expect(found[0]).toMatchObject({ related: [{ line: 8 }], fix: { safety: "unsafe" } });
  expect(judge(peerDevDisjoint, mended(plugin("^19.0.0", "^17 || ^18"), found))).toEqual([]);
});

test("a catalog's range is judged, and has no fix: others take it too", () => {
  const found = judge(peerDevDisjoint, plugin("catalog:", "^18.0.0").catalog({ react: "^19.0.0" }));
  expect(found.map(({ message, fix }) => [message, fix])).toEqual([
    ["react is developed with catalog: (^19.0.0), the peer range is ^18.0.0: no version is in both", undefined],
  ]);
});

test("silent where they meet, where one is no range, and where the key is in one field alone", () => {
  const worlds = [
    plugin("^19.0.0", ">=18"),
    plugin("18.2.0", "^18.0.0"),
    plugin("19.0.0-rc.1", ">=18"),
    plugin("next", "^18"),
    plugin("npm:preact@^10.0.0", "^18"),
    repo().pkg("plugin@1.0.0", { devDependencies: { vue: "^3.0.0" }, peerDependencies: { react: "^18.0.0" } }),
  ];
  expect(worlds.flatMap((world) => judge(peerDevDisjoint, world))).toEqual([]);
});
