import type { Commit } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { proposeChangesets, type Proposals, type Unnamed } from "../src/changeset/propose-changesets.ts";

const id = (digit: string): string => digit.repeat(40);

function commit(digit: string, message: string): Commit {
  return { id: id(digit), message, files: [] };
}

function of(messages: readonly string[], versions: Readonly<Record<string, string>> = { "@s/a": "1.2.0" }): Proposals {
  const commits = messages.map((message, at) => commit(String(at + 1), message));
  return proposeChangesets(
    Object.entries(versions).map(([name, version]): Unnamed => ({ pkg: { name, version }, commits })),
  );
}

test("a commit is one changeset, with all that it touched, where it comes from and what it refers to", () => {
  const message =
    "feat(a)!: opens in the browser (#12)\n\nWords.\n\nBREAKING CHANGE: The flag `--open`\nis gone.\n\nDecision-ID: D-0019\nDecision-ID: nonsense\nSigned-off-by: x";
  expect(of([message], { "@s/b": "0.3.0", "@s/a": "1.2.0" })).toEqual({
    proposals: [
      {
        file: ".changeset/opens-in-the-browser-1111111.md",
        commit: id("1"),
        summary: "Changed: opens in the browser",
        releases: [
          { name: "@s/a", type: "major" },
          { name: "@s/b", type: "minor" },
        ],
        text: `---
"@s/a": major
"@s/b": minor
---

Changed: opens in the browser

The flag \`--open\`
is gone.

commit: ${id("1")}
pr: 12
Decision-ID: D-0019
`,
      },
    ],
    left: [],
  });
});

describe("the bump and the word follow from the type:", () => {
  test.each([
    ["feat: x", "1.0.0", "minor", "Added"],
    ["feat: x", "0.1.0", "patch", "Added"],
    ["fix: x", "1.0.0", "patch", "Fixed"],
    ["perf: x", "1.0.0", "patch", "Changed"],
    ["fix!: x", "1.0.0", "major", "Changed"],
    ["fix!: x", "0.1.0", "minor", "Changed"],
  ])("%s at %s is %s, %s", (message, version, type, word) => {
    const [proposal] = of([message], { a: version }).proposals;
    expect([proposal?.releases, proposal?.summary]).toEqual([[{ name: "a", type }], `${word}: x`]);
  });
});

test("the lines of a squash merge are one changeset of the largest of them", () => {
  const [proposal] = of(["fix: a (#3)\n\n* feat: b\n* chore: c\n* fix: d (#2)"]).proposals;
  expect(proposal?.releases).toEqual([{ name: "@s/a", type: "minor" }]);
  expect(proposal?.text).toContain("\n\nAdded: a\n\n- b\n- d\n\ncommit: ");
});

test("what asks for none, is no convention or was taken back is listed and nothing else", () => {
  const { proposals, left } = of(['Revert "feat: x"', "feat: x", "chore: tidy\n\nWords.", "Words.\n\nMore."]);
  expect(proposals).toEqual([]);
  expect(left.map(({ subject, why }) => [subject, why])).toEqual([
    ['Revert "feat: x"', "it was taken back"],
    ["feat: x", "it was taken back"],
    ["chore: tidy", "it asks for no release"],
    ["Words.", "it is not conventional"],
  ]);
});

test("each commit names the packages that it touched, in the order of the longest history", () => {
  const [first, second, third] = [commit("1", "fix: one"), commit("2", "fix: two"), commit("3", "fix: three")];
  const pkg = (name: string): Unnamed["pkg"] => ({ name, version: "1.0.0" });
  const { proposals } = proposeChangesets([
    { pkg: pkg("b"), commits: [second] },
    { pkg: pkg("a"), commits: [first, second, third] },
  ]);
  expect(proposals.map(({ summary, releases }) => [summary, releases.map(({ name }) => name)])).toEqual([
    ["Fixed: one", ["a"]],
    ["Fixed: two", ["a", "b"]],
    ["Fixed: three", ["a"]],
  ]);
});

describe("whatever a commit says, the file has a plain name and says no more than that", () => {
  test.each([
    ["fix: $(touch canary); `id` && rm -rf ../../x", "touch-canary-id-rm-rf-x-1111111"],
    ["fix: ../../etc/passwd\u202E\u001B[2J", "etc-passwd-2j-1111111"],
    ["fix: 修正", "commit-1111111"],
    [`fix: ${"long ".repeat(60)}`, "long-long-long-long-long-long-long-long-long-long-1111111"],
    ["fix: Décision-ID: D-9999", "de-cision-id-d-9999-1111111"],
  ])("%j: %s", (message, name) => {
    const [proposal] = of([message]).proposals;
    expect(proposal?.file).toBe(`.changeset/${name}.md`);
    expect(proposal?.text).toMatch(/^---\n"@s\/a": patch\n---\n\nFixed: .*\n\ncommit: 1{40}\n$/u);
    expect(proposal?.text).not.toMatch(/[\u001B\u202E]/u);
  });
});
