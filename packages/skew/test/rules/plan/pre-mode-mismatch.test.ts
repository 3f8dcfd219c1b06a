import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { preModeMismatch } from "../../../src/rules/plan/pre-mode-mismatch.ts";
import { judge, lines } from "../../judge.ts";
import { judgePlanned } from "../../planned.ts";

function pre(world: World, state: Readonly<Record<string, unknown>>): World {
  return world.file(".changeset/pre.json", JSON.stringify({ mode: "pre", tag: "beta", ...state }));
}

const beta = repo().pkg("a@1.1.0-beta.2").pkg("b@2.0.0-beta.0").pkg("c@1.0.0");

test("a version of another tag is an error, one for each tag, with the others that have it", () => {
  const found = judge(preModeMismatch, pre(beta.pkg("d@1.0.0-canary.5").pkg("e@3.0.0-canary.1"), {}));
  expect(lines(found)).toEqual([
    "error packages/d/package.json#/version: d is 1.0.0-canary.5, but the pre state's tag is beta",
  ]);
  expect(found).toMatchObject([
    {
      hint: 'set "tag" in .changeset/pre.json to canary, or the version to one of beta',
      related: [{ file: "packages/e/package.json", message: "e is 3.0.0-canary.1" }],
    },
  ]);
});

test("a pre state whose tag nobody has yet is a warning, for it may just have been entered; what moves follows it", async () => {
  expect(judge(preModeMismatch, pre(beta, { tag: "rc" })).map(({ level }) => level)).toEqual(["warning"]);
  const entered = pre(beta, { tag: "rc" }).changeset("x", { a: "patch", b: "patch" });
  expect(await judgePlanned(preModeMismatch, entered)).toEqual([]);
  const asEntered = pre(beta, {
    tag: "rc",
    initialVersions: { a: "1.1.0-beta.2", b: "2.0.0-beta.0", c: "1.0.0" },
    changesets: [],
  });
  expect(judge(preModeMismatch, asEntered)).toEqual([]);
  const edited = pre(beta, { tag: "rc", initialVersions: { a: "1.0.0", b: "1.0.0", c: "1.0.0" }, changesets: [] });
  expect(judge(preModeMismatch, edited).map(({ level }) => level)).toEqual(["error"]);
});

test("a prerelease outside pre mode is an error where the plan ends it, a warning where nobody moves it", async () => {
  const found = await judgePlanned(preModeMismatch, beta.changeset("x", { b: "patch" }));
  expect(lines(found)).toEqual([
    "error packages/b/package.json#/version: b is 2.0.0-beta.0, but Changesets is not in pre mode; the pending plan makes it 2.0.0",
  ]);
  expect(found[0]?.related).toMatchObject([{ message: "a is 1.1.0-beta.2" }]);
  expect(lines(judge(preModeMismatch, beta))).toEqual([
    "warning packages/a/package.json#/version: a is 1.1.0-beta.2, but Changesets is not in pre mode",
  ]);
});

test("both shapes of the pre state at once are an error, and so are used changesets without one", () => {
  const used = beta.file(".changeset/pre/old.md", "---\na: minor\n---\n\nx\n");
  const mixed = pre(used, { initialVersions: { a: "1.0.0" }, changesets: ["older"] });
  expect(lines(judge(preModeMismatch, mixed))).toEqual([
    "error .changeset/pre.json#: .changeset/pre.json lists versions and changesets as Changesets 2 does, but used changesets lie in .changeset/pre as with Changesets 3",
  ]);
  const stable = repo().pkg("a@1.1.0").file(".changeset/pre/old.md", "---\na: minor\n---\n\nx\n");
  expect(lines(judge(preModeMismatch, stable))).toEqual([
    "error .changeset/pre/old.md#: .changeset/pre holds changesets that were released as prereleases, but there is no .changeset/pre.json: they would be released again",
  ]);
});

test("silent in step, on leaving, on snapshots, on what no release versions, and on other prereleases", () => {
  const worlds = [
    pre(beta, {}),
    pre(beta, { initialVersions: { a: "1.0.0" }, changesets: ["x"] }),
    pre(beta.file(".changeset/pre/old.md", "---\na: minor\n---\n\nx\n"), {}),
    pre(beta, { mode: "exit", tag: "rc" }),
    repo().pkg("a@1.1.0").pkg("d@1.0.0", { private: true }).file(".changeset/pre/old.md", "---\nd: minor\n---\n\nx\n"),
    pre(beta.pkg("d@1.0.0-canary.5", { private: true }).pkg("e@1.0.0-canary.5"), {}).config({ ignore: ["e"] }),
    repo().pkg("a@0.0.0-canary-20260101000000").pkg("b@1.2.0-canary-20260101000000").pkg("c@0.0.0-next.0"),
    repo().pkg("a@1.0.0-alpha").pkg("b@1.0.0-SNAPSHOT").pkg("c@2026.1.0-rc1").pkg("d@1.0.0+build.5"),
    repo().pkg("a@1.0.0-beta.1").config(undefined),
  ];
  expect(worlds.flatMap((world) => judge(preModeMismatch, world))).toEqual([]);
});
