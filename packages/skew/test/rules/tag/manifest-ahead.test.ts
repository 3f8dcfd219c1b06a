import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { manifestAhead } from "../../../src/rules/tag/manifest-ahead.ts";
import { lines } from "../../judge.ts";
import { judgePast, type PastOptions } from "../../judge-past.ts";

const at = (version: string): World => repo().pkg(`a@${version}`).pkg("b@1.0.0");
const released = (): Timeline => timeline(at("1.2.0")).tag("a@1.2.0", "b@1.0.0");
const planned = (): Timeline => released().commit("feat: more", at("1.2.0").changeset("more", { a: "minor" }));

const ahead = (past: Timeline, more?: PastOptions): readonly string[] => lines(judgePast(manifestAhead, past, more));

test("a version raised by hand is an error that names the commit", () => {
  const past = released().commit("feat: more", at("1.3.0")).commit("docs: later", at("1.3.0").file("x", "1"));
  const [found, ...others] = judgePast(manifestAhead, past);
  expect(others).toEqual([]);
  expect(lines(found === undefined ? [] : [found])[0]).toMatch(
    /^error packages\/a\/package\.json#\/version: a is 1\.3\.0 here, above its last tag a@1\.2\.0, and [0-9a-f]{7} \(feat: more\) raised it without taking up a changeset$/u,
  );
  expect(found?.fix).toMatchObject({ safety: "unsafe", edits: [{ value: "1.2.0" }] });
});

test("so is an edit that is not committed", () => {
  expect(ahead(released(), { world: at("1.3.0") })[0]).toContain("an edit that is not committed raised it");
});

test("of several packages each is told by its own commit, though their tags lie apart", () => {
  const three = (a: string, b: string, c: string): World => repo().pkg(`a@${a}`).pkg(`b@${b}`).pkg(`c@${c}`);
  const past = timeline(three("1.0.0", "1.0.0", "1.0.0"))
    .tag("a@1.0.0", "b@1.0.0", "c@1.0.0")
    .commit("one", three("1.1.0", "1.0.0", "1.0.0"))
    .commit("two", three("1.1.0", "1.1.0", "1.0.0"))
    .commit("three", three("1.1.0", "1.1.0", "1.1.0"));
  expect(ahead(past).map((line) => /\((\w+)\)/u.exec(line)?.[1])).toEqual(["one", "two", "three"]);
});

test("a single package is measured by v1.2.0 and 1.2.0, the owner of the train by v1.2.0", () => {
  const single = (version: string): World => repo().root({ name: "one", version, private: false }).globs([]);
  for (const tag of ["v1.2.0", "1.2.0", "one@1.2.0"]) {
    expect(ahead(timeline(single("1.2.0")).tag(tag).commit("by hand", single("1.3.0")))[0]).toContain(tag);
  }
  const owned = (version: string): World => repo().pkg("a@1.0.0").sentinel(version);
  expect(ahead(timeline(owned("1.2.0")).tag("v1.2.0").commit("by hand", owned("1.3.0")))).toEqual([
    expect.stringContaining("sentinel is 1.3.0 here, above its last tag v1.2.0"),
  ]);
  const other = (version: string): World => owned("0.1.0").pkg(`a@${version}`);
  expect(ahead(timeline(other("1.2.0")).tag("v1.2.0").commit("by hand", other("1.3.0")))).toEqual([]);
});

test("silent for a version commit, also after later commits, and for the version step before its commit", () => {
  const cut = planned().commit("release", at("1.3.0"));
  const later = cut.commit("later", at("1.3.0").pkg("a@1.3.0", { description: "new" }));
  expect([cut, later].flatMap((past) => ahead(past))).toEqual([]);
  expect(ahead(planned(), { world: at("1.3.0") })).toEqual([]);
});

test("silent for a commit of `releaser version`, which has the plan", () => {
  expect(ahead(released().commit("release", at("1.3.0").file("release/plan.json", "{}\n")))).toEqual([]);
});

test("silent in pre mode, where changesets stay, before and after the commit", () => {
  const pre = (changesets: readonly string[]): string =>
    JSON.stringify({ mode: "pre", tag: "next", initialVersions: { a: "1.2.0", b: "1.0.0" }, changesets });
  const pending = at("1.2.0").changeset("more", { a: "minor" });
  const past = released().commit("enter", pending.file(".changeset/pre.json", pre([])));
  const versioned = pending.pkg("a@1.3.0-next.0").file(".changeset/pre.json", pre(["more"]));
  expect([ahead(past, { world: versioned }), ahead(past.commit("release", versioned))]).toEqual([[], []]);
});

test("silent on the branch of the next release, without tags, without Changesets and at a tag", () => {
  const silent = [
    released().branch("changeset-release/main").commit("by hand", at("1.3.0")),
    timeline(at("1.2.0")).commit("by hand", at("1.3.0")),
    released().commit("by hand", at("1.3.0").config(undefined)),
    released().commit("by hand", at("1.3.0")).tag("a@1.3.0"),
    released(),
  ];
  expect(silent.flatMap((past) => ahead(past))).toEqual([]);
});

test("silent where the package left its fixed group behind, which group/fixed-drift tells", () => {
  expect(ahead(released().commit("drift", at("1.3.0").config({ fixed: [["a", "b"]] })))).toEqual([]);
});

test("silent where nobody can tell: tags off the branch, a folder that moved, an ignored package", () => {
  const moved = repo().pkg("a@1.3.0", {}, { dir: "libs/a" }).pkg("b@1.0.0");
  const silent = [
    timeline(at("1.1.0")).aside(at("1.2.0"), "a@1.2.0").commit("by hand", at("1.3.0")),
    released().aside(at("2.0.0"), "a@2.0.0").commit("by hand", at("1.3.0")),
    released().commit("move", moved),
    released().commit("by hand", at("1.3.0").config({ ignore: ["a"] })),
  ];
  expect(silent.flatMap((past) => ahead(past))).toEqual([]);
});
