import { describe, expect, test } from "vitest";
import { auditWorkflows } from "../../src/audit/audit-workflows.ts";
import { inOrder } from "./in-order.ts";

/** The levels at which expressions in a script are found. */
function levels(script: string, more = ""): readonly string[] {
  const text = inOrder(`on: [push, pull_request]
jobs:
  a:
${more}    steps:
      - run: ${JSON.stringify(script)}
`);
  return auditWorkflows([{ file: "a.yml", text }]).map(({ rule, level }) => `${rule} ${level}`);
}

const error = "expression-in-script error";
const warning = "expression-in-script warning";
const info = "expression-in-script info";

describe("what anybody may write", () => {
  test.each([
    "${{ github.head_ref }}",
    "${{ GITHUB.HEAD_REF }}",
    "${{ github['event']['pull_request'].title }}",
    "${{ github.event.pull_request.head.ref }}",
    "${{ github.event.commits[0].message }}",
    "${{ github.event.commits.*.message }}",
    "${{ github.event.head_commit.author.name }}",
    "${{ github.event.workflow_run.head_branch }}",
    "${{ toJSON(github.event) }}",
    "${{ toJSON(github) }}",
    "${{ format('{0}!', github.event.issue.title) }}",
    "${{ github.event.comment.body || 'none' }}",
    "${{ github.event_name == 'push' && github.ref || github.head_ref }}",
    "${{ 'a }} b' || github.head_ref }}",
  ])("%s is an error", (expression) => {
    expect(levels(`echo ${expression}`)).toEqual([error]);
  });

  test("is so by way of a variable too", () => {
    const env = "    env:\n      Title: ${{ github.event.pull_request.title }}\n";
    expect(levels("echo ${{ env.TITLE }}", env)).toEqual([error]);
    expect(levels("echo ${{ env.OTHER }}", env)).toEqual([warning]);
    expect(levels('echo "$TITLE"', env)).toEqual([]);
  });
});

test.each([
  "${{ steps.a.outputs.b }}",
  "${{ needs.a.outputs.b }}",
  "${{ inputs.version }}",
  "${{ github.ref_name }}",
  "${{ secrets.TOKEN }}",
  "${{ matrix.version }}",
])("%s may be anything, and is a warning", (expression) => {
  expect(levels(`echo ${expression}`, "    strategy:\n      matrix: ${{ fromJSON(needs.a.outputs.m) }}\n")).toEqual([
    warning,
  ]);
});

test.each([
  "${{ github.sha }}",
  "${{ github.event.pull_request.number }}",
  "${{ github.head_ref == 'main' }}",
  "${{ contains(github.event.pull_request.title, 'x') }}",
  "${{ github.head_ref == 'next' && 'next' || 'latest' }}",
  "${{ matrix.node }}",
])("%s can be nothing that a shell takes for more, and is only told", (expression) => {
  expect(levels(`echo ${expression}`, "    strategy:\n      matrix:\n        node: [22, 24]\n")).toEqual([info]);
});

test("each is found where it stands, in a block too", () => {
  const text = inOrder(
    [
      "on: push",
      "jobs:",
      "  a:",
      "    steps:",
      "      - run: |",
      "          echo first",
      '          echo "${{ github.ref_name }}" "${{ github.ref_name }}"',
      "",
      "          echo ${{ inputs.a }}",
    ].join("\n"),
  );
  const lines = text.split("\n");
  expect(
    auditWorkflows([{ file: "a.yml", text }]).map(({ line = 0, column = 0 }) => lines[line - 1]?.slice(column - 1)),
  ).toEqual(['${{ github.ref_name }}" "${{ github.ref_name }}"', '${{ github.ref_name }}"', "${{ inputs.a }}"]);
});

test("scripts that an action runs are scripts", () => {
  const of = (uses: string, input: string): readonly string[] =>
    auditWorkflows([
      {
        file: "a.yml",
        text: inOrder(
          `jobs:\n  a:\n    steps:\n      - uses: ${uses}@${"a".repeat(40)} # v1\n        with:\n          ${input}: echo \${{ github.head_ref }}\n`,
        ),
      },
    ]).map(({ rule }) => rule);
  expect(of("actions/github-script", "script")).toEqual(["expression-in-script"]);
  expect(of("nick-fields/retry", "command")).toEqual(["expression-in-script"]);
  expect(of("changesets/action", "version-script")).toEqual(["expression-in-script"]);
  expect(of("changesets/action/version", "script")).toEqual(["expression-in-script"]);
  expect(of("actions/checkout", "path")).toEqual(["persisted-credentials"]);
});
