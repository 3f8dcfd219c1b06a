import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { bumpTooWeak } from "../../../src/rules/intent/bump-too-weak.ts";
import { judgePast } from "../../judge-past.ts";
import { mended, planOf } from "../../judge.ts";

const start = repo().pkg("@s/a@1.2.0").pkg("@s/b@2.0.0").pkg("@s/zero@0.3.0");
const past = timeline(start).tag("@s/a@1.2.0", "@s/b@2.0.0", "@s/zero@0.3.0");
const touching = (...names: readonly string[]): World =>
  names.reduce((world, name) => world.file(`packages/${name}/index.js`, name), start);
const commit = (message: string, world: World = touching("a")): Timeline => past.commit(message, world);
const given = (on: Timeline, releases: Readonly<Record<string, string>>): Parameters<typeof judgePast> => [
  bumpTooWeak,
  on,
  { world: on.world.changeset("x", releases) },
];
const needs = (on: Timeline, releases: Readonly<Record<string, string>> = { "@s/a": "patch" }): readonly unknown[] =>
  judgePast(...given(on, releases)).map(({ message }) => /asks for (\w+)/u.exec(message)?.[1]);

test("a feature under a patch is a warning at the changeset's line, and its fix raises that line", () => {
  const [rule, on, more] = given(commit("feat(a): add x\n\nLong text."), { "@s/a": "patch" });
  const found = judgePast(rule, on, more);
  expect(found).toMatchObject([{ level: "warning", file: ".changeset/x.md", line: 2, package: "@s/a" }]);
  expect(found[0]?.message).toMatch(/^@s\/a is given patch, but [0-9a-f]{7} "feat\(a\): add x" asks for minor$/u);
  expect(found[0]?.hint).toBe('in .changeset/x.md write "@s/a": minor');
  expect(found[0]?.fix).toEqual({
    safety: "unsafe",
    edits: [{ file: ".changeset/x.md", pointer: "", value: '---\n"@s/a": minor\n---\n\nx\n' }],
  });
  expect(judgePast(rule, on, { world: mended(more?.world ?? on.world, found) })).toEqual([]);
});

describe("what a commit asks for", () => {
  test.each([
    ["feat!: x", "major"],
    ["fix(a)!: x", "major"],
    ["refactor: x\n\nBREAKING CHANGE: y", "major"],
    ["chore: x\n\nWords.\n\nBREAKING-CHANGE: y\nSigned-off-by: z <z@example.test>", "major"],
    ["Improve x (#12)\n\n* fix: one\n* feat: two", "minor"],
    ["fix: x (#12)\n\n* fix: one\n\n* feat(a)!: two", "major"],
    ["feature: x", "minor"],
  ])("%j: %s", (message, bump) => expect(needs(commit(message))).toEqual([bump]));

  test.each([
    "fix: x",
    "perf: x",
    "docs: x",
    "chore: x",
    "Merge it",
    "words: not a type",
    "feature x",
    "chore(deps): bump y\n\n* feat!: of y",
    "",
  ])("nothing above a patch: %j", (message) => expect(needs(commit(message))).toEqual([]));

  test("the highest counts, and how many more ask for as much", () => {
    const on = commit("feat: one").commit("feat!: two", touching("a").file("packages/a/2.js", ""));
    const three = on.commit("fix!: three", on.world.file("packages/a/3.js", ""));
    expect(judgePast(...given(three, { "@s/a": "minor" })).map(({ message }) => message)).toEqual([
      expect.stringMatching(/"fix!: three" asks for major, and so does one more$/u),
    ]);
  });

  test("what a later commit reverts counts no more, by id or by header", () => {
    const feature = commit("feat: add x (#1)");
    const withId = `Revert "feat: add x (#1)"\n\nThis reverts commit ${feature.head}.`;
    const button = 'Revert "feat: add x (#1)" (#2)\n\nReverts acme/repo#1';
    for (const message of [withId, button]) {
      const reverted = feature.commit(message, start.file("packages/a/index.js", "back"));
      expect(needs(reverted)).toEqual([]);
      expect(needs(reverted.commit("feat: add x again", touching("a")))).toEqual(["minor"]);
    }
  });

  test("below 1.0.0 a break asks for a minor and a feature for a patch, unless the configuration says otherwise", () => {
    const on = commit("feat!: x", touching("zero"));
    expect(needs(on, { "@s/zero": "patch" })).toEqual(["minor"]);
    expect(needs(on, { "@s/zero": "minor" })).toEqual([]);
    expect(needs(commit("feat: x", touching("zero")), { "@s/zero": "patch" })).toEqual([]);
    const [rule, past_, more] = given(on, { "@s/zero": "minor" });
    expect(judgePast(rule, past_, { ...more, options: { breaking: "major" } })).toHaveLength(1);
  });
});

describe("a commit that changes several packages", () => {
  const both = commit("feat: x", touching("a", "b"));
  test("is about the one that its scope names", () => {
    const scoped = commit("feat(b): x", touching("a", "b"));
    expect(needs(scoped, { "@s/a": "patch", "@s/b": "minor" })).toEqual([]);
    expect(judgePast(...given(scoped, { "@s/a": "major", "@s/b": "patch" })).map((one) => one.package)).toEqual([
      "@s/b",
    ]);
  });

  test("is answered by one changeset of its size, and is one finding where there is none", () => {
    expect(needs(both, { "@s/a": "patch", "@s/b": "minor" })).toEqual([]);
    const found = judgePast(...given(both, { "@s/a": "patch", "@s/b": "patch" }));
    expect(found.map(({ package: name, related }) => [name, related])).toEqual([
      ["@s/a", [{ file: "packages/b/package.json", message: "@s/b changed with it, and is given patch" }]],
    ]);
  });

  test("was answered by the release of another that has it", () => {
    const released = both.tag("@s/b@2.1.0");
    const world = released.world.pkg("@s/b@2.1.0");
    expect(judgePast(bumpTooWeak, released, { world: world.changeset("x", { "@s/a": "patch" }) })).toEqual([]);
  });
});

describe("silent", () => {
  const feature = commit("feat!: x");
  test("where the plan gives as much, or another changeset does, or pre mode had it", () => {
    const [rule, on, more] = given(feature, { "@s/a": "patch" });
    const plan = planOf({ "@s/a": ["1.2.0", "2.0.0"] });
    const releases = plan.releases.map((release) => ({ ...release, bump: "major" as const }));
    expect(judgePast(rule, on, { ...more, plan: { ...plan, releases } })).toEqual([]);
    expect(judgePast(rule, on, { world: (more?.world ?? start).changeset("y", { "@s/a": "major" }) })).toEqual([]);
    const pre = JSON.stringify({ mode: "pre", tag: "next", initialVersions: {}, changesets: ["y"] });
    const listed = (more?.world ?? start).changeset("y", { "@s/a": "major" }).file(".changeset/pre.json", pre);
    expect(judgePast(rule, on, { world: listed })).toEqual([]);
  });

  test("where no changeset names the package, or one says none", () => {
    expect(needs(feature, { "@s/b": "patch" })).toEqual([]);
    expect(needs(feature, { "@s/a": "none" })).toEqual([]);
  });

  test("for commits before the last tag, those that change nothing for users, and a package that was never released", () => {
    expect(needs(feature.tag("@s/a@1.2.1"))).toEqual(["major"]);
    const moved = feature.world.pkg("@s/a@1.2.1").changeset("x", { "@s/a": "patch" });
    expect(judgePast(bumpTooWeak, feature.tag("@s/a@1.2.1"), { world: moved })).toEqual([]);
    expect(needs(commit("feat!: x", start.file("packages/a/README.md", "x")))).toEqual([]);
    const fresh = commit("feat!: x", start.pkg("@s/new@1.0.0"));
    expect(needs(fresh, { "@s/new": "patch" })).toEqual([]);
  });

  test("without history", () => {
    const world = touching("a").changeset("x", { "@s/a": "patch" });
    expect(judgePast(bumpTooWeak, timeline(start).commit("feat!: x", world))).toEqual([]);
  });
});
