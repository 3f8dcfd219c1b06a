import { repo, timeline } from "@releaser/testkit";
import { expect, test } from "vitest";
import { changedSince } from "../../src/intent/changed-since.ts";

const world = repo().pkg("@s/a@1.0.0").pkg("@s/b@1.0.0");
const both = world.file("packages/a/index.js", "1").file("packages/b/index.js", "1");

test("commits are told newest first with the packages whose shipped files they change", () => {
  const past = timeline(world)
    .tag("v1.0.0")
    .commit("feat: both", both)
    .commit("test: of a", both.file("packages/a/test/a.js", "1").file("README.md", "x"))
    .commit("fix(a): one", both.file("packages/a/index.js", "2"));
  expect(changedSince(past.workspace(), "v1.0.0").map(({ commit, packages }) => [commit.message, packages])).toEqual([
    ["fix(a): one", ["@s/a"]],
    ["feat: both", ["@s/a", "@s/b"]],
  ]);
});

test("a version commit is none, and hides nothing that came before it", () => {
  const pending = both.changeset("one", { "@s/a": "patch" });
  const past = timeline(world)
    .tag("v1.0.0")
    .commit("feat: both", pending)
    .commit("Version Packages", both.pkg("@s/a@1.0.1").file("packages/a/index.js", "2"));
  expect(changedSince(past.workspace(), "v1.0.0").map(({ commit }) => commit.message)).toEqual(["feat: both"]);
  expect(changedSince(past.workspace(), "v9.0.0")).toEqual([]);
});
