import { describe, expect, test } from "vitest";
import { renderAccount } from "../../src/formats/account.ts";
import { renderHuman } from "../../src/formats/human.ts";
import type { Fixed, Unfixed } from "../../src/skew-report.ts";
import { excluded, reportOf, unreadable } from "./reports.ts";

const fixed: Fixed = {
  rule: "range/internal-excludes",
  message: "@s/a is 1.4.0 here, which ^2.0.0 does not admit",
  safety: "safe",
  places: [
    { file: "packages/b/package.json", line: 5, was: "^2.0.0", now: "^1.4.0" },
    { file: "pnpm-workspace.yaml", line: 3, was: "^1.0.0", now: null },
    { file: ".changeset/x.md", was: null, now: null },
  ],
};
const locked: Fixed = {
  rule: "lock/importer-specifier",
  message: "x differs",
  safety: "safe",
  places: [],
  command: "pnpm install --lockfile-only",
};
const unfixed: Unfixed = { rule: "file/surface", message: "x states 1", file: "x.md", line: 2, why: "it is a link" };

test("a person is told each place with what stood there, and why something is left", () => {
  expect(renderAccount({ fixed: [fixed, locked], unfixed: [unfixed] }).split("\n")).toEqual([
    "✓ range/internal-excludes  @s/a is 1.4.0 here, which ^2.0.0 does not admit",
    "    packages/b/package.json:5  ^2.0.0 → ^1.4.0",
    "    pnpm-workspace.yaml:3  ^1.0.0 taken away",
    "    .changeset/x.md  written",
    "✓ lock/importer-specifier  x differs",
    "    ran pnpm install --lockfile-only",
    "! file/surface  x states 1",
    "    x.md:2  not mended: it is a link",
  ]);
  expect(renderAccount({ fixed: [fixed] }, { color: true })).toContain("\u001b[31m^2.0.0\u001b[39m");
  expect(renderAccount({})).toBe("");
});

test("many places are cut, and what a repository says is no command", () => {
  const places = Array.from({ length: 20 }, (_, line) => ({ file: "x", line: line + 1, was: "1", now: "2" }));
  const hostile = { ...fixed, message: "\n::error::x\u001b[2J", places };
  const said = renderAccount({ fixed: [hostile] });
  expect(said.split("\n")).toHaveLength(10);
  expect(said).toContain("… 12 more; --json has them all");
  expect(said).not.toContain("\u001b");
});

describe("the report after mending", () => {
  test.each([
    [reportOf([], { fixed: [fixed] }), "next: `git diff` shows what was mended"],
    [reportOf([], { fixed: [] }), "next: `releaser plan`"],
    [reportOf([unreadable], { fixed: [fixed] }), "next: `releaser skew` once the errors above are mended"],
    [reportOf([excluded], { fixed: [], unfixed: [unfixed] }), "next: `releaser skew` once the errors above are mended"],
  ])("ends with what to type, and does not send in circles", (report, next) => {
    expect(renderHuman(report).split("\n").at(-1)).toBe(next);
  });

  test("begins with what was done", () => {
    expect(renderHuman(reportOf([unreadable], { fixed: [fixed] }))).toMatch(
      /^✓ range\/internal-excludes[\s\S]*\n\n✗ meta\/unreadable/u,
    );
  });
});
