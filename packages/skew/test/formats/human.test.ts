import { stripVTControlCharacters } from "node:util";
import type { Finding } from "@releaser/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderHuman } from "../../src/formats/human.ts";
import { excluded, hostileReport, notCounted, repeated, reportOf, unreadable } from "./reports.ts";

const unused: Finding = {
  rule: "dep/catalog-unused",
  level: "info",
  message: "the catalog default has left-pad ^1.0.0, which nobody asks for",
  hint: "delete the line",
  file: "pnpm-workspace.yaml",
  line: 4,
  column: 3,
  fingerprint: "00000000000000aa",
};

describe("a report for a person", () => {
  test("has infos in short, then the errors with who has what and the mend; then a line that counts, then what to type", () => {
    expect(renderHuman(reportOf([excluded, unused])).split("\n")).toEqual([
      "· dep/catalog-unused  1 info",
      "  the catalog default has left-pad ^1.0.0, which nobody asks for",
      "    pnpm-workspace.yaml:4:3",
      "  → delete the line",
      "",
      "✗ range/internal-excludes  1 error",
      "  expected: an internal range admits the version that its package has in the workspace",
      "  https://github.com/releaser/releaser/blob/main/docs/rules/range/internal-excludes.md",
      "",
      "  @s/a is 1.4.0 here, which ^2.0.0 does not admit",
      "    ^2.0.0  packages/b/package.json:5:13",
      "    1.4.0   packages/a/package.json:3",
      '  → in packages/b/package.json write "@s/a": "^1.4.0" (--fix)',
      "",
      "1 error, 1 info in 4 packages, planned by @changesets/cli 3.0.3 (workspace), 12 ms",
      "next: `releaser skew --fix` mends 1 of 2",
    ]);
  });

  test("begins with what does not count: each rule and reason once, and how to see what the baseline knows", () => {
    expect(renderHuman(reportOf([], { suppressed: notCounted })).split("\n")).toEqual([
      "○ not counted  3 exempted, 1 in the baseline",
      "  range/internal-excludes, 2: @s/b goes with the rewrite",
      "  range/internal-excludes, 1: waits for #12 (until 2026-12-31)",
      "  `releaser skew --no-baseline` shows what the baseline knows",
      "",
      "no other version skew in 4 packages, 3 exempted, 1 in the baseline, planned by @changesets/cli 3.0.3 (workspace), 12 ms",
      "next: `releaser plan`",
    ]);
  });

  test("of a workspace in order takes two lines", () => {
    const fine = reportOf([], { planner: null, packages: 1 });
    expect(renderHuman(fine)).toBe("no version skew in 1 package, 12 ms\nnext: `releaser plan`");
  });

  test("says once what is said or mended in the same words", () => {
    const body = renderHuman(reportOf(repeated(excluded, 3)))
      .split("\n")
      .slice(3, -3);
    expect(body).toEqual([
      "",
      "  @s/a is 1.4.0 here, which ^2.0.0 does not admit",
      "    packages/p0/package.json:5:13",
      "    packages/p1/package.json:5:13",
      "    packages/p2/package.json:5:13",
      '  → in each of these files write "@s/a": "^1.4.0" (--fix)',
    ]);
  });

  test("counts what would be too long to read", () => {
    const lines = renderHuman(reportOf(repeated(excluded, 30))).split("\n");
    expect(lines.filter((line) => line.startsWith("    packages/"))).toHaveLength(20);
    expect(lines).toContain("    … 10 more; --json has them all");
    const asked = Array.from({ length: 30 }, (_, index) => ({
      file: `packages/p${index}/package.json`,
      value: "^1.0.0",
      message: `p${index} asks for ^1.0.0`,
    }));
    const picture = renderHuman(reportOf([{ ...excluded, related: asked }]))
      .split("\n")
      .slice(5, 15);
    expect(picture.map((line) => line.slice(4, 30))).toEqual([
      "^2.0.0  packages/b/package",
      "^1.0.0  packages/p0/packag",
      ...Array.from({ length: 7 }, (_, index) => `        packages/p${index + 1}/packag`),
      "        … 22 more",
    ]);
  });

  test("tells of a related place what its value does not say", () => {
    const related = [
      { file: "packages/a/package.json", line: 3, value: "1.4.0", message: "@s/a is 1.4.0" },
      { file: "packages/c/package.json", line: 9, value: "catalog:", message: "@s/c asks for ^2.0.0" },
      { file: "packages/d/package.json", message: "asks too" },
    ];
    expect(
      renderHuman(reportOf([{ ...excluded, related }]))
        .split("\n")
        .slice(5, 9),
    ).toEqual([
      "    ^2.0.0    packages/b/package.json:5:13",
      "    1.4.0     packages/a/package.json:3",
      "    catalog:  packages/c/package.json:9  @s/c asks for ^2.0.0",
      "              packages/d/package.json  asks too",
    ]);
  });

  test("has no column of values where all have the same", () => {
    const named = {
      ...excluded,
      value: "x",
      related: [{ file: "packages/a/package.json", value: "x", message: "also x" }],
    };
    expect(
      renderHuman(reportOf([named]))
        .split("\n")
        .slice(5, 7),
    ).toEqual(["    packages/b/package.json:5:13", "    packages/a/package.json"]);
  });

  test.each([
    [reportOf([excluded], { scope: "tree" }), "next: `releaser skew --scope tree --fix` mends 1 of 1"],
    [reportOf([unreadable]), "next: `releaser skew` once the errors above are mended"],
    [reportOf([unused]), "next: `releaser plan`"],
    [reportOf([{ ...excluded, level: "warning" }, unused]), "next: `releaser skew --fix` mends 1 of 2"],
  ])("ends with what to type", (report, next) => {
    expect(renderHuman(report).split("\n").at(-1)).toBe(next);
  });
});

describe("a terminal", () => {
  test("gets no longer lines than it has room for, but for paths, addresses and edits, which can be copied", () => {
    const wide = renderHuman(reportOf([excluded, unused]));
    const narrow = renderHuman(reportOf([excluded, unused]), { width: 40 });
    expect(narrow.replaceAll(/\s+/gu, " ")).toBe(wide.replaceAll(/\s+/gu, " "));
    const long = narrow
      .split("\n")
      .slice(0, -2)
      .filter((line) => line.length > 40);
    expect(long).toEqual(["  https://github.com/releaser/releaser/blob/main/docs/rules/range/internal-excludes.md"]);
    expect(narrow).toContain('\n    "@s/a": "^1.4.0" (--fix)');
  });

  test("gets colours, which change nothing else", () => {
    const plain = renderHuman(reportOf([excluded, unused]));
    const coloured = renderHuman(reportOf([excluded, unused]), { color: true });
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  test("takes nothing that the repository says for a command, and neither does a workflow of GitHub", () => {
    fc.assert(
      fc.property(hostileReport, fc.constantFrom(20, 80, Number.POSITIVE_INFINITY), (report, width) => {
        const text = renderHuman(report, { width });
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
        expect(text).not.toMatch(/^\s*::|##\[/mu);
      }),
    );
  });
});
