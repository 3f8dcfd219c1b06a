import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { manifestBehind } from "../../../src/rules/tag/manifest-behind.ts";
import { lines } from "../../judge.ts";
import { judgePast } from "../../judge-past.ts";

const at = (version: string): World => repo().pkg(`a@${version}`).pkg("b@1.0.0");
const single = (version: string): World => repo().root({ name: "one", version, private: false }).globs([]);

const behind = (past: Timeline): readonly string[] => lines(judgePast(manifestBehind, past));

test("a manifest below its tag on this branch is an error, with the tag's version as the unsafe fix", () => {
  const found = judgePast(
    manifestBehind,
    timeline(at("1.2.0")).tag("a@1.2.0", "b@1.0.0").commit("fix: back", at("1.1.0")),
  );
  expect(lines(found)).toEqual([
    "error packages/a/package.json#/version: a is 1.1.0 here, below its tag a@1.2.0 on this branch",
  ]);
  expect(found[0]?.fix).toMatchObject({ safety: "unsafe", edits: [{ value: "1.2.0" }] });
});

test("also where the lower version was released before the higher one", () => {
  const past = timeline(at("1.1.0")).tag("a@1.1.0").commit("release", at("1.2.0")).tag("a@1.2.0");
  expect(behind(past.commit("fix: back", at("1.1.0")))).toHaveLength(1);
});

test("a prerelease is measured by stable versions and by those of its own base and kind", () => {
  const from = (was: string, now: string): Timeline => timeline(at(was)).tag(`a@${was}`).commit("fix: back", at(now));
  expect(behind(from("2.0.0-beta.2", "2.0.0-beta.1"))).toHaveLength(1);
  expect(behind(from("2.0.0", "2.0.0-beta.1"))).toHaveLength(1);
  expect(behind(from("3.0.0-beta.2", "2.1.0-beta.0"))).toEqual([]);
  expect(behind(from("2.0.0-canary.9", "2.0.0-beta.1"))).toEqual([]);
});

test("a single package is measured by v1.2.0", () => {
  expect(behind(timeline(single("1.2.0")).tag("v1.2.0").commit("fix: back", single("1.1.0")))).toHaveLength(1);
});

test("silent at and above the tag, below one off the branch, and for a lineage that began anew", () => {
  const silent = [
    timeline(at("1.2.0")).tag("a@1.2.0", "b@1.0.0"),
    timeline(at("1.2.0")).tag("a@1.1.0"),
    timeline(at("1.2.0")).aside(at("2.0.0"), "a@2.0.0"),
    timeline(at("9.0.0")).tag("a@9.0.0").commit("anew", at("1.0.0")).tag("a@1.0.0"),
    timeline(at("1.2.0")).tag("v9.0.0", "other@9.0.0", "a@latest"),
  ];
  expect(silent.flatMap((past) => behind(past))).toEqual([]);
});

test("silent where the tagged commit does not state the tag's version: an older project, releases that write no version", () => {
  const silent = [
    timeline(single("9.0.0").root({ name: "old" }))
      .tag("v9.0.0")
      .commit("another project", single("0.1.0")),
    timeline(single("0.0.0-development")).tag("v1.0.0", "v1.1.0"),
    timeline(repo().pkg("b@1.0.0")).tag("a@9.0.0").commit("a", at("1.0.0")),
  ];
  expect(silent.flatMap((past) => behind(past))).toEqual([]);
});

test("silent where a clone has no tags", () => {
  expect(behind(timeline(at("1.2.0")))).toEqual([]);
});
