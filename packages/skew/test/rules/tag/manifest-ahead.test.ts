import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { type Finding, runRules } from "@releaser/core";
import { expect, test } from "vitest";
import { manifestAhead } from "../../../src/rules/tag/manifest-ahead.ts";
import { lines } from "../../judge.ts";

const at = (version: string): World => repo().pkg(`a@${version}`).pkg("b@1.0.0");
const released = (): Timeline => timeline(at("1.2.0")).tag("a@1.2.0", "b@1.0.0");
const pending = at("1.2.0").changeset("more", { a: "minor" });

function judged(line: Timeline, world?: World): readonly Finding[] {
  return runRules([manifestAhead], { workspace: line.workspace(world), plan: undefined });
}

test("a version raised by hand is an error that names the commit", () => {
  const line = released().commit("feat: more", at("1.3.0")).commit("docs: later", at("1.3.0").file("x", "1"));
  const [found, ...others] = judged(line);
  expect(others).toEqual([]);
  expect(lines(found === undefined ? [] : [found])[0]).toMatch(
    /^error packages\/a\/package\.json#\/version: a is 1\.3\.0 here, above its last tag a@1\.2\.0, and [0-9a-f]{7} \(feat: more\) raised it without taking up a changeset$/u,
  );
  expect(found?.fix).toMatchObject({ safety: "unsafe", edits: [{ value: "1.2.0" }] });
});

test("so is an edit that is not committed", () => {
  expect(judged(released(), at("1.3.0"))[0]?.message).toContain("an edit that is not committed raised it");
});

test("silent for a version commit, also after later commits, and for the version step before its commit", () => {
  const planned = released().commit("feat: more", pending);
  const cut = planned.commit("release", at("1.3.0"));
  expect([judged(cut), judged(cut.commit("later", at("1.3.0").file("x", "1"))), judged(planned, at("1.3.0"))]).toEqual([
    [],
    [],
    [],
  ]);
});

test("silent on the branch of the next release, without tags, without Changesets and at a tag", () => {
  const worlds = [
    judged(released().branch("changeset-release/main").commit("by hand", at("1.3.0"))),
    judged(timeline(at("1.2.0")).commit("by hand", at("1.3.0"))),
    judged(released().commit("by hand", at("1.3.0").config(undefined))),
    judged(released().commit("by hand", at("1.3.0")).tag("a@1.3.0")),
    judged(released()),
    judged(released().commit("drift", at("1.3.0").config({ fixed: [["a", "b"]] }))),
  ];
  expect(worlds.flat()).toEqual([]);
});
