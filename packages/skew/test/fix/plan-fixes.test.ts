import type { Edit, Finding, Fix } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { type FixPlan, planFixes } from "../../src/fix/plan-fixes.ts";
import { renderDiff } from "../../src/fix/render-diff.ts";

const manifest = '{\n  "a": "1",\n  "b": "1"\n}\n';

function finding(rule: string, edits: readonly Edit[], more: Partial<Fix> = {}): Finding {
  return {
    rule,
    level: "error",
    message: `${rule} is wrong`,
    file: edits[0]?.file ?? "pnpm-lock.yaml",
    line: 2,
    fix: { safety: "safe", edits, ...more },
    fingerprint: "0123456789abcdef",
  };
}

const edit = (pointer: string, value: string | null, file = "x.json"): Edit => ({ file, pointer, value });

function plan(findings: readonly Finding[], more: Partial<Parameters<typeof planFixes>[0]> = {}): FixPlan {
  const look = (file: string): { readonly text: string | undefined } => ({
    text: file === "x.json" ? manifest : undefined,
  });
  return planFixes({ findings, unsafe: false, look, valueAt: () => undefined, ...more });
}

test("edits of one file come to one text, and each is told with what stood there", () => {
  const { files, fixed, unfixed } = plan([
    finding("a/a", [edit("/a", "2")]),
    finding("b/b", [edit("/b", "3"), edit("", "new\n", "new.md")]),
  ]);
  expect(files).toEqual([
    { file: "new.md", before: undefined, after: "new\n" },
    { file: "x.json", before: manifest, after: '{\n  "a": "2",\n  "b": "3"\n}\n' },
  ]);
  expect(fixed.map(({ rule, places }) => [rule, places])).toEqual([
    ["a/a", [{ file: "x.json", line: 2, was: "1", now: "2" }]],
    [
      "b/b",
      [
        { file: "x.json", line: 3, was: "1", now: "3" },
        { file: "new.md", was: null, now: null },
      ],
    ],
  ]);
  expect(unfixed).toEqual([]);
});

test("unsafe fixes are made where they are asked for, commands are handed on", () => {
  const findings = [
    finding("a/a", [edit("/a", "2")], { safety: "unsafe" }),
    finding("lock/lock", [], { command: "pnpm install --lockfile-only" }),
  ];
  expect(plan(findings)).toMatchObject({ files: [], fixed: [], unfixed: [] });
  expect(plan(findings, { unsafe: true }).fixed.map(({ rule }) => rule)).toEqual(["a/a"]);
  expect(plan(findings).commanded.map(({ rule }) => rule)).toEqual(["lock/lock"]);
});

describe("what is wanted differently at one place is left as it is, the whole fix with it, and both are told", () => {
  const other = finding("c/c", [edit("/b", "9")]);
  test.each<[string, readonly Finding[]]>([
    ["two values", [finding("a/a", [edit("/a", "2")]), finding("b/b", [edit("/a", "3"), edit("/b", "9")])]],
    [
      "a value and its removal",
      [finding("a/a", [edit("/a", "2")]), finding("b/b", [edit("/a", null), edit("/b", "9")])],
    ],
    ["a value and the file", [finding("a/a", [edit("/a", "2")]), finding("b/b", [edit("", "{}\n")])]],
    ["two new files", [finding("a/a", [edit("", "1", "n")]), finding("b/b", [edit("", "2", "n"), edit("/b", "9")])]],
  ])("%s", (_, findings) => {
    const { files, fixed, unfixed } = plan(findings);
    expect([files, fixed]).toEqual([[], []]);
    expect(unfixed.map(({ rule, why }) => [rule, why])).toEqual([
      ["a/a", expect.stringContaining("b/b wants something else")],
      ["b/b", expect.stringContaining("a/a wants something else")],
    ]);
    const [first] = findings;
    expect(plan(first === undefined ? [] : [first, other]).files).not.toEqual([]);
  });

  test("who wants the same is content", () => {
    const findings = [finding("a/a", [edit("/a", "2")]), finding("b/b", [edit("/a", "2")])];
    expect(plan(findings)).toMatchObject({ unfixed: [], files: [{ after: '{\n  "a": "2",\n  "b": "1"\n}\n' }] });
  });
});

describe("entries that go together", () => {
  const remove = (...pointers: readonly string[]): readonly Finding[] =>
    pointers.map((pointer, index) => finding(`r/${index}`, [edit(pointer, null, "x.yaml")]));
  const planned = (text: string, findings: readonly Finding[], more: Parameters<typeof plan>[1] = {}): FixPlan =>
    plan(findings, { look: () => ({ text }), ...more });

  test("take their map along, and each is told where it stood", () => {
    const { files, fixed } = planned("m:\n  a: &x 1\n  b: *x\nn: 1\n", remove("/m/a", "/m/b"), { valueAt: () => "1" });
    expect(files.map(({ after }) => after)).toEqual(["n: 1\n"]);
    expect(fixed.flatMap(({ places }) => places)).toEqual([
      { file: "x.yaml", line: 2, was: "1", now: null },
      { file: "x.yaml", line: 3, was: "1", now: null },
    ]);
  });

  test("are not told as made where their map cannot go", () => {
    const { files, fixed, unfixed } = planned("m:\n  # why\n  a: 1\n  b: 2\n", remove("/m/a", "/m/b"));
    expect([files, fixed]).toEqual([[], []]);
    expect(unfixed.map(({ why }) => why)).toEqual(Array(2).fill("x.yaml: a comment would go with it"));
  });

  test("leave their map where one of them stays, whatever keeps it", () => {
    const text = "m:\n  # why\n  a: 1\n  b: 2\n  c: 3\n";
    const taken = planned(text, [
      ...remove("/m/b", "/m/c"),
      finding("s/s", [edit("/m/a", null, "x.yaml"), edit("/no", "1", "x.yaml")]),
    ]);
    expect(taken.files).toEqual([]);
    const stale = planned(text.replace("  # why\n", ""), remove("/m/a", "/m/b", "/m/c"), {
      valueAt: ({ pointer }) => (pointer === "/m/a" ? "0" : undefined),
    });
    expect(stale.files.map(({ after }) => after)).toEqual(["m:\n  a: 1\n"]);
    expect([stale.fixed, stale.unfixed].map((of) => of.map(({ rule }) => rule))).toEqual([["r/1", "r/2"], ["r/0"]]);
    const other = finding("s/s", [edit("/m/a", "9", "x.yaml")]);
    const contested = planned(text.replace("  # why\n", ""), [...remove("/m/a", "/m/b", "/m/c"), other]);
    expect(contested.files).toEqual([]);
  });
});

test("a file that must not be written, and a value that is no longer what was judged, leave the fix unmade", () => {
  const both = [finding("a/a", [edit("/a", "2")])];
  const why = (more: Parameters<typeof plan>[1]): unknown => plan(both, more).unfixed;
  const unmade = { rule: "a/a", message: "a/a is wrong", file: "x.json", line: 2 };
  expect(why({ look: () => ({ why: "it is a symbolic link" }) })).toEqual([
    { ...unmade, why: "x.json: it is a symbolic link" },
  ]);
  expect(why({ valueAt: () => "0" })).toEqual([{ ...unmade, why: "x.json: it changed since it was read" }]);
  expect(why({ valueAt: () => "1" })).toEqual([]);
});

test("the diff is what git takes, and no text in it is a command for a terminal or a workflow", () => {
  const files = [
    { file: "a.txt", before: "one\ntwo", after: "one\n2" },
    { file: "n.md", before: undefined, after: "::error::x\u001b[2J\n" },
  ];
  expect(renderDiff(files).split("\n")).toEqual([
    "--- a/a.txt",
    "+++ b/a.txt",
    "@@ -1,2 +1,2 @@",
    " one",
    "-two",
    "\\ No newline at end of file",
    "+2",
    "\\ No newline at end of file",
    "--- /dev/null",
    "+++ b/n.md",
    "@@ -0,0 +1,1 @@",
    "+::error::x\\u{1b}[2J",
  ]);
  expect(renderDiff(files, { color: true })).toContain("\u001b[32m+2\u001b[39m");
});
