import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { internalPeerExcludes } from "../../../src/rules/range/internal-peer-excludes.ts";
import { judge, lines, planOf } from "../../judge.ts";

const plugin = (range: string, core = "3.0.0-next.16"): ReturnType<typeof repo> =>
  repo()
    .pkg(`@s/core@${core}`)
    .pkg("@s/plugin@2.0.0", { peerDependencies: { "@s/core": range } });

test("a peer range that leaves out the workspace version is an error, and its fix is for a person to look at", () => {
  const found = judge(internalPeerExcludes, plugin("^2.31.0"));
  expect(lines(found)).toEqual([
    "error packages/plugin/package.json#/peerDependencies/@s~1core: @s/core is 3.0.0-next.16 here, which ^2.31.0 does not admit",
  ]);
  expect(found[0]?.fix).toMatchObject({ safety: "unsafe", edits: [{ value: "^3.0.0-next.16" }] });
});

test.each(["^2.31.0 || ^3.0.0-next.1", "workspace:^", "*", ">=2"])("%s admits it", (range) => {
  expect(judge(internalPeerExcludes, plugin(range))).toEqual([]);
});

test("a plan that brings both into agreement makes it information", () => {
  const plan = planOf({ "@s/core": ["1.0.0", "2.31.0"] });
  expect(judge(internalPeerExcludes, plugin("^2.31.0", "1.0.0"), plan).map(({ level }) => level)).toEqual(["info"]);
});

test("dependencies are another rule's", () => {
  const world = repo()
    .pkg("@s/a@1.0.0")
    .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "^2.0.0" } });
  expect(judge(internalPeerExcludes, world)).toEqual([]);
});
