import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { changelogHead } from "../../../src/rules/log/changelog-head.ts";
import { judge, lines, planOf } from "../../judge.ts";

const logged = (text: string, version = "1.2.0"): ReturnType<typeof repo> =>
  repo().config({ changelog: "@changesets/cli/changelog" }).pkg(`a@${version}`).file("packages/a/CHANGELOG.md", text);

test("a head ahead of the manifest is an error at its line, with the manifest as related", () => {
  const found = judge(changelogHead, logged("# a\n\n## 1.3.0\n\n- New.\n\n## 1.2.0\n"));
  expect(lines(found)).toEqual([
    "error packages/a/CHANGELOG.md#: the changelog's newest entry is 1.3.0, packages/a/package.json states 1.2.0",
  ]);
  expect(found[0]).toMatchObject({ line: 3, related: [{ file: "packages/a/package.json", message: "a is 1.2.0" }] });
});

test("so is one behind it, and one below Unreleased", () => {
  expect(judge(changelogHead, logged("## 1.1.0\n"))[0]?.hint).toMatch(/^add the entry of 1\.2\.0/u);
  expect(judge(changelogHead, logged("## [Unreleased]\n\n- Soon.\n\n## [1.1.0] - 2026-01-02\n"))).toHaveLength(1);
});

test.each([
  "## 1.2.0\n",
  "# a\r\n\r\n## 1.2.0\r\n",
  "## [1.2.0] - 2026-01-02\n",
  "# [1.2.0](https://example.test/v1.2.0) (2026-01-02)\n",
  "### v1.2.0\n",
  "## Unreleased\n\n## 1.2.0\n",
  "# Changes\n\nNone yet.\n",
  "## 1.2\n",
  "",
])("silent for %j", (text) => {
  expect(judge(changelogHead, logged(text))).toEqual([]);
});

test("a warning where Changesets does not write changelogs, and nothing for a package that no release versions", () => {
  const kept = logged("## 1.3.0\n");
  expect(judge(changelogHead, kept.config({ changelog: false })).map(({ level }) => level)).toEqual(["warning"]);
  expect(judge(changelogHead, kept.config(undefined)).map(({ level }) => level)).toEqual(["warning"]);
  expect(judge(changelogHead, kept.config({ ignore: ["a"] }))).toEqual([]);
});

test("prereleases are compared whole", () => {
  expect(judge(changelogHead, logged("## 1.2.0-next.1\n", "1.2.0-next.1"))).toEqual([]);
  expect(judge(changelogHead, logged("## 1.2.0-next.1\n", "1.2.0-next.2"))).toHaveLength(1);
});

test("information where the pending plan makes the version of the entry, and an error where it makes another", () => {
  const ahead = logged("## 1.3.0\n");
  const judged = (to: string): readonly string[] => lines(judge(changelogHead, ahead, planOf({ a: ["1.2.0", to] })));
  expect(judged("1.3.0")).toEqual([
    "info packages/a/CHANGELOG.md#: the changelog's newest entry is 1.3.0, packages/a/package.json states 1.2.0; the pending plan makes it 1.3.0",
  ]);
  expect(judged("1.2.1")[0]).toMatch(/^error /u);
  expect(judged("1.2.0")[0]).toMatch(/^error /u);
});

test("a warning for an entry ahead where nobody asked for the plan of what is pending, which may make its version", () => {
  const levels = (head: string): readonly string[] =>
    judge(changelogHead, logged(`## ${head}\n`).changeset("some", { a: "minor" })).map(({ level }) => level);
  expect([levels("1.3.0"), levels("1.1.0")]).toEqual([["warning"], ["error"]]);
});

test("information for the entry of a prerelease that the plan ends", () => {
  const ending = logged("## 2.0.0-alpha.4\n").file(
    ".changeset/pre.json",
    JSON.stringify({ mode: "exit", tag: "alpha", initialVersions: { a: "1.2.0" }, changesets: [] }),
  );
  expect(judge(changelogHead, ending, planOf({ a: ["1.2.0", "2.0.0"] })).map(({ level }) => level)).toEqual(["info"]);
  expect(judge(changelogHead, ending).map(({ level }) => level)).toEqual(["error"]);
});
