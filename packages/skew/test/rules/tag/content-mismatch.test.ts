import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { contentMismatch } from "../../../src/rules/tag/content-mismatch.ts";
import { lines } from "../../judge.ts";
import { judgePast } from "../../judge-past.ts";

const at = (version: string): World => repo().pkg(`a@${version}`);
const mismatches = (past: Timeline): readonly string[] => lines(judgePast(contentMismatch, past));

test("a tag that came before its version commit is told", () => {
  expect(mismatches(timeline(at("1.0.0")).tag("a@1.1.0").commit("release", at("1.1.0")))).toEqual([
    "warning packages/a/package.json#/version: a is 1.1.0 here, but as of its tag a@1.1.0 it is 1.0.0",
  ]);
});

test("also off the branch, and for a single package", () => {
  const single = (version: string): World => repo().root({ name: "one", version, private: false }).globs([]);
  expect(mismatches(timeline(at("1.1.0")).aside(at("1.0.0"), "a@1.1.0"))).toHaveLength(1);
  expect(mismatches(timeline(single("1.0.0")).tag("v1.1.0").commit("release", single("1.1.0")))).toHaveLength(1);
});

test("silent where they agree, for tags of other versions, and where the folder was not there or another package's", () => {
  const moved = repo().pkg("a@1.1.0", {}, { dir: "libs/a" });
  const silent = [
    timeline(at("1.1.0")).tag("a@1.1.0"),
    timeline(at("1.0.0")).tag("a@0.9.0").commit("release", at("1.1.0")),
    timeline(at("1.1.0")).tag("a@1.1.0").commit("move", moved),
    timeline(repo().pkg("b@3.0.0", {}, { dir: "packages/a" }))
      .tag("a@1.1.0")
      .commit("move", at("1.1.0")),
    timeline(at("1.1.0")),
  ];
  expect(silent.flatMap((past) => mismatches(past))).toEqual([]);
});

test("of more than 64 packages those that changesets name are looked at", () => {
  const wrong = (count: number): Timeline => {
    const names = Array.from({ length: count }, (_, index) => `p${index}`);
    const world = (version: string): World => names.reduce((one, name) => one.pkg(`${name}@${version}`), repo());
    return timeline(world("1.0.0"))
      .tag(...names.map((name) => `${name}@1.1.0`))
      .commit("release", world("1.1.0").changeset("more", { p7: "patch" }));
  };
  expect(mismatches(wrong(64))).toHaveLength(64);
  expect(mismatches(wrong(65))).toEqual([expect.stringContaining("p7 is 1.1.0 here")]);
});
