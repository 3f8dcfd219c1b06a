import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { type Finding, runRules } from "@releaser/core";
import { expect, test } from "vitest";
import { manifestBehind } from "../../../src/rules/tag/manifest-behind.ts";
import { lines } from "../../judge.ts";

const at = (version: string): World => repo().pkg(`a@${version}`).pkg("b@1.0.0");

function judged(line: Timeline): readonly Finding[] {
  return runRules([manifestBehind], { workspace: line.workspace(), plan: undefined });
}

test("a manifest below its tag on this branch is an error, with the tag's version as the unsafe fix", () => {
  const found = judged(timeline(at("1.2.0")).tag("a@1.2.0", "b@1.0.0").commit("fix: back", at("1.1.0")));
  expect(lines(found)).toEqual([
    "error packages/a/package.json#/version: a is 1.1.0 here, below its tag a@1.2.0 on this branch",
  ]);
  expect(found[0]?.fix).toMatchObject({ safety: "unsafe", edits: [{ value: "1.2.0" }] });
});

test("also where the lower version was released before the higher one", () => {
  const line = timeline(at("1.1.0")).tag("a@1.1.0").commit("release", at("1.2.0")).tag("a@1.2.0");
  expect(judged(line.commit("fix: back", at("1.1.0")))).toHaveLength(1);
});

test("silent at and above the tag, for prereleases of another kind, and for a lineage that began anew", () => {
  const lines_ = [
    timeline(at("1.2.0")).tag("a@1.2.0", "b@1.0.0"),
    timeline(at("1.2.0")).tag("a@1.1.0"),
    timeline(at("2.0.0-beta.1")).tag("a@2.0.0-canary.9", "a@1.9.0"),
    timeline(at("9.0.0")).tag("a@9.0.0").commit("anew", at("1.0.0")).tag("a@1.0.0"),
    timeline(at("1.2.0")).tag("v9.0.0", "other@9.0.0", "a@latest"),
  ];
  expect(lines_.flatMap((line) => judged(line))).toEqual([]);
});

test("silent where a clone has no tags", () => {
  expect(judged(timeline(at("1.2.0")))).toEqual([]);
});
