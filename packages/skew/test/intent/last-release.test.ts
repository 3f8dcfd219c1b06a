import { repo, timeline, type Timeline } from "@releaser/testkit";
import { expect, test } from "vitest";
import { lastReleases } from "../../src/intent/last-release.ts";
import { packagesByName } from "../../src/versioned.ts";

function lastOf(past: Timeline, name: string): string | undefined {
  const workspace = past.workspace();
  const pkg = packagesByName(workspace).get(name);
  return pkg && lastReleases(workspace)(pkg);
}

const world = repo().pkg("@s/a@1.2.0").pkg("@s/b@2.0.0");

test("the tag of the version that stands there is the last release, whatever sorts above it", () => {
  const past = timeline(world).tag("@s/a@1.1.0", "@s/a@1.2.0", "@s/a@1.3.0-canary.1");
  expect(lastOf(past, "@s/a")).toBe("@s/a@1.2.0");
});

test("without it the highest of the package's own tags among the ancestors of HEAD", () => {
  const past = timeline(world).tag("@s/a@1.1.0", "@s/a@1.10.0-beta.1", "@s/a@1.9.0", "@s/a@nonsense", "@s/ab@9.0.0");
  expect(lastOf(past, "@s/a")).toBe("@s/a@1.10.0-beta.1");
});

test("else that of the train; not where its lineage fits nothing, nor without a train", () => {
  const past = timeline(world.file("release/version.txt", "2.0.0\n")).tag("v1.0.0", "v2.0.0", "@s/b@2.0.0");
  expect([lastOf(past, "@s/a"), lastOf(past, "@s/b")]).toEqual(["v2.0.0", "@s/b@2.0.0"]);
  const without = past.workspace(past.world, { train: false });
  expect([...without.packages.values()].map((pkg) => lastReleases(without)(pkg))).toEqual([
    undefined,
    "@s/b@2.0.0",
    undefined,
  ]);
});

test("a single package may have v1.2.0, 1.2.0 or name@1.2.0", () => {
  const single = repo().root({ name: "one", version: "1.2.0", private: false }).globs([]);
  const tags = ["v1.2.0", "1.2.0", "one@1.2.0"];
  expect(tags.map((tag) => lastOf(timeline(single).tag(tag, "v0.9.0"), "one"))).toEqual(tags);
  expect(lastOf(timeline(single).tag("v1.1.0", "v1.0.0"), "one")).toBe("v1.1.0");
});

test("none where nothing was released", () => {
  expect(lastOf(timeline(world).tag("other@1.0.0"), "@s/a")).toBeUndefined();
});
