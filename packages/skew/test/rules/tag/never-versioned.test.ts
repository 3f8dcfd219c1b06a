import { repo, timeline, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { neverVersioned } from "../../../src/rules/tag/never-versioned.ts";
import { lines } from "../../judge.ts";
import { judgePast } from "../../judge-past.ts";

const quiet = repo().pkg("docs", { private: true }).pkg("a@1.0.0");
const found = (world: World, ...tags: readonly string[]): readonly string[] =>
  lines(judgePast(neverVersioned, timeline(world).tag(...tags)));

test("a package with tags that states no version is told at its manifest", () => {
  expect(found(quiet, "docs@0.2.0", "docs@0.3.0", "a@1.0.0")).toEqual([
    "warning packages/docs/package.json#: docs has 2 tags, up to docs@0.3.0, but states no version, so that no release versions it",
  ]);
});

test("silent without tags, with a version, with a changelog, and where a tag names no version", () => {
  expect([
    ...found(quiet, "a@1.0.0", "docs@latest"),
    ...found(quiet.pkg("docs@0.3.0", { private: true }), "docs@0.3.0"),
    ...found(quiet.file("packages/docs/CHANGELOG.md", "# docs\n\n## 0.3.0\n"), "docs@0.3.0"),
  ]).toEqual([]);
});

test("silent for a root that bears the name of its main package, and for what id/version-missing tells", () => {
  expect([
    ...found(quiet.root({ name: "a" }), "a@1.0.0"),
    ...found(repo().pkg("docs"), "docs@0.3.0"),
    ...found(quiet.changeset("more", { docs: "patch" }), "docs@0.3.0"),
  ]).toEqual([]);
});
