import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { untagged } from "../../../src/rules/tag/untagged.ts";
import { lines } from "../../judge.ts";
import { judgePast, type PastOptions } from "../../judge-past.ts";

const at = (a: string, b: string): World => repo().pkg(`a@${a}`).pkg(`b@${b}`);
const pending = (a: string, b: string): World => at(a, b).changeset("more", { a: "minor", b: "minor" });
const cut = (): Timeline =>
  timeline(pending("1.0.0", "1.0.0")).tag("a@1.0.0", "b@1.0.0").commit("release", at("1.1.0", "1.1.0"));

const holes = (past: Timeline, more?: PastOptions): readonly string[] => lines(judgePast(untagged, past, more));

test("a version without tag, where what was released with it has one, is told with its commit", () => {
  const past = cut().tag("b@1.1.0");
  const [found, ...others] = judgePast(untagged, past.commit("later"));
  const commit = past.head.slice(0, 7);
  expect(others).toEqual([]);
  expect(lines(found === undefined ? [] : [found])).toEqual([
    `warning packages/a/package.json#/version: a is 1.1.0 here and has no tag a@1.1.0, but others that ${commit} gave a version have theirs`,
  ]);
  expect(found?.hint).toContain(`\`git tag a@1.1.0 ${commit}\``);
});

test("so is one that a later release passed over", () => {
  const past = cut().commit("fix", at("1.1.0", "1.1.0").changeset("fix", { b: "patch" }));
  expect(holes(past.commit("release", at("1.1.0", "1.1.1")).tag("b@1.1.1"))).toHaveLength(1);
});

test("and one that an older tag's own commit states", () => {
  expect(holes(timeline(at("1.1.0", "1.0.0")).tag("a@1.0.0", "b@1.0.0"))).toEqual([
    "warning packages/a/package.json#/version: a is 1.1.0 here and has no tag a@1.1.0, but the commit of its last tag a@1.0.0 states 1.1.0 already",
  ]);
});

test("told too where releases are tagged off the branch", () => {
  const past = timeline(pending("1.0.0", "1.0.0")).aside(at("1.0.0", "1.0.0"), "a@1.0.0", "b@1.0.0");
  const released = past.commit("release", at("1.1.0", "1.1.0")).aside(at("1.1.0", "1.1.0"), "b@1.1.0");
  expect(holes(released)).toHaveLength(1);
});

test("silent while a release is pending: after the version commit, before it, and on its branch", () => {
  const planned = timeline(pending("1.0.0", "1.0.0")).tag("a@1.0.0", "b@1.0.0");
  expect([
    ...holes(cut()),
    ...holes(cut().commit("later")),
    ...holes(planned, { world: at("1.1.0", "1.1.0") }),
    ...holes(planned.branch("changeset-release/main").commit("release", at("1.1.0", "1.1.0")).tag("b@1.1.0")),
  ]).toEqual([]);
});

test("silent without older tags, for what gets no tags, and for a version raised by hand, which tag/manifest-ahead tells", () => {
  const quiet = (a: string): World => at(a, "1.0.0").pkg(`a@${a}`, { private: true });
  const untaggable = { privatePackages: { version: true, tag: false } };
  const silent = [
    timeline(at("1.1.0", "1.0.0")).tag("b@1.0.0"),
    timeline(quiet("1.1.0").config(untaggable)).tag("a@1.0.0", "b@1.0.0"),
    timeline(at("1.1.0", "1.0.0").config({ ignore: ["a"] })).tag("a@1.0.0", "b@1.0.0"),
    timeline(at("1.0.0", "1.0.0")).tag("a@1.0.0", "b@1.0.0").commit("by hand", at("1.1.0", "1.0.0")),
    timeline(at("2.0.0-beta.1", "1.0.0")).tag("a@2.0.0-canary.3", "b@1.0.0"),
  ];
  expect(silent.flatMap((past) => holes(past))).toEqual([]);
});
