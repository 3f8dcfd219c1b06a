import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { orphan } from "../../../src/rules/tag/orphan.ts";
import { lines } from "../../judge.ts";
import { judgePast, type PastOptions } from "../../judge-past.ts";

const world = repo().pkg("@s/core@1.0.0");
const found = (past: Timeline, more?: PastOptions): readonly string[] => lines(judgePast(orphan, past, more));

test("a tag of a package that was never there is told once, with the command that deletes it", () => {
  const [slip, ...others] = judgePast(orphan, timeline(world).tag("@s/core@1.0.0", "@s/coer@1.1.0"));
  expect(others).toEqual([]);
  expect(lines(slip === undefined ? [] : [slip])).toEqual([
    "warning package.json#: @s/coer@1.1.0 is a tag of a package that neither the workspace nor the tagged commit has",
  ]);
  expect(slip?.hint).toMatch(/^delete .*`git tag --delete @s\/coer@1\.1\.0`/u);
});

test("several are one finding", () => {
  expect(found(timeline(world).tag("@s/x@1.0.0", "@s/y@1.0.0", "@s/y@2.0.0"))).toEqual([
    "warning package.json#: @s/x@1.0.0, @s/y@2.0.0 and 1 more of @s/y are tags of packages that neither the workspace nor the tagged commit has",
  ]);
});

test("silent for packages that were deleted or renamed since, wherever they lay", () => {
  const past = timeline(world.pkg("@s/old@2.0.0").pkg("@s/odd@3.0.0", {}, { dir: "tools/elsewhere" }));
  expect(found(past.tag("@s/old@2.0.0", "@s/odd@3.0.0").commit("gone", world))).toEqual([]);
});

test("silent for private roots, for tags that name no version, and for what the configuration ignores", () => {
  const past = timeline(world).tag("world@1.0.0", "deploy@prod", "release-12", "v1.0.0", "cli/v1.0.0");
  expect(found(past)).toEqual([]);
  expect(found(timeline(world).tag("crate@1.0.0"), { options: { ignore: ["crate"] } })).toEqual([]);
  const hidden = timeline(world).tag(".crate@1.0.0", "@s/[crate]@1.0.0");
  expect(found(hidden, { options: { ignore: ["*", "@s/[crate]"] } })).toEqual([]);
});

const single = repo().root({ name: "one", version: "1.3.0", private: false }).globs([]);
const tagged = (...tags: readonly string[]): Timeline => timeline(single).tag(...tags);

test("a single package that goes back to a scheme of before is told", () => {
  expect(found(tagged("v1.1.0", "one@1.2.0", "v1.3.0"))).toEqual([
    "warning package.json#: one is tagged in two schemes by turns: v1.1.0, then one@1.2.0, then v1.3.0",
  ]);
});

test("silent for one change of scheme, for both at once, for turns of long ago, and for a train beside packages", () => {
  const beside = (version: World): Timeline => timeline(version).tag("v1.1.0", "@s/core@1.0.0", "v1.2.0");
  const silent = [
    tagged("v1.1.0", "one@1.2.0", "one@1.3.0"),
    tagged("v1.1.0", "one@1.1.0", "v1.2.0", "one@1.2.0"),
    tagged("v1.0.0", "1.1.0", "v1.2.0", "v1.3.0"),
    tagged("v1.1.0", "one@1.2.0-beta.1", "v1.2.0"),
    beside(world),
  ];
  expect(silent.flatMap((past) => found(past))).toEqual([]);
});
