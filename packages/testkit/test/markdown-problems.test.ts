import { markdownProblems } from "@releaser/testkit/markdown-problems";
import { expect, test } from "vitest";

const sound = [
  "# Title",
  "",
  "## [1.0.0] - 2026-01-01 [YANKED]",
  "",
  "### Added",
  "",
  "- `<b>` and [a file](notes/1.0.0.md), [a heading](#title), <https://example.test>",
  "",
  "| a | b |",
  "| - | - |",
  "| `x` | y |",
  "",
  "[1.0.0]: notes/1.0.0.md",
].join("\n");

const place = { exists: (path: string): boolean => path === "notes/1.0.0.md" };

test("nothing is wrong with a text whose links lead somewhere", () => {
  expect(markdownProblems(sound, place)).toEqual([]);
});

test.each([
  ["raw HTML in a line", "- `<b>`", "- <b>", ["raw HTML: <b>"]],
  ["a block of HTML", "- `<b>`", "<details>\n\n- `<b>`", ["raw HTML: <details>"]],
  ["a skipped level", "### Added", "#### Added", ["a heading of level 4 below one of 2"]],
  ["a short row", "| `x` | y |", "| `x` |", ["a row of 1 cells below a head of 2: x"]],
  ["a long row", "| `x` | y |", "| `x` | y | z |", ["a row of 3 cells below a head of 2: xyz"]],
  ["an absent file", "(notes/1.0.0.md)", "(notes/2.0.0.md)", ["a link that leads nowhere: notes/2.0.0.md"]],
  ["an absent heading", "(#title)", "(#titles)", ["a link that leads nowhere: #titles"]],
  [
    "an absent definition",
    "[1.0.0]: notes/1.0.0.md",
    "",
    ["a reference that is not defined: [1.0.0] - 2026-01-01 [YANKED]"],
  ],
  ["an absent definition in a line", "[a file]", "[b][c] [a file]", [expect.stringContaining("is not defined")]],
])("%s is told", (_, good, bad, problems) => {
  expect(markdownProblems(sound.replace(good, bad), place)).toEqual(problems);
});
