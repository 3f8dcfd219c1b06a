import { describe, expect, test } from "vitest";
import { markdownProblems } from "../src/markdown/index.ts";

const sound = `<!-- releaser plan 0123 -->

# Title

See [below](#a-part), [there](notes/1.0.0.md#x), <https://a.test/> and \`[a][b] <b>\`, not \\[a\\]\\[b\\].

## A part

| a | b |
| --- | --- |
| 1 | \`x\\|y\` |

<details><summary>2 files</summary>

- one

  \`\`\`sh
  ls
  \`\`\`

</details>

### [1.0.0] - today [YANKED]

[1.0.0]: notes/1.0.0.md
`;

test("a sound text has no problem, whatever stands in its code", () => {
  expect(markdownProblems(sound)).toEqual([]);
});

test("what files are there is asked by path", () => {
  expect(markdownProblems(sound, { exists: () => false })).toEqual([
    "5: notes/1.0.0.md#x leads to nothing",
    "25: notes/1.0.0.md leads to nothing",
  ]);
});

describe("found in its line:", () => {
  test.each([
    ["[x](#nowhere)", "1: #nowhere is no heading of this text"],
    ["[x]()", "1: an empty link leads to nothing"],
    ["[x](javascript:a)", "1: javascript:a is an address of another kind than http and mailto"],
    ["![x](//a.test/x)", "1: //a.test/x is an address of another kind than http and mailto"],
    ["[x](http://[)", "1: http://[ is no address"],
    ["a\n\n[x][y]", "3: [y] is a reference without a definition"],
    ["[x][]", "1: [] is a reference without a definition"],
    ["x[^1]", "1: [^1] is a reference without a definition"],
    ["[x]: a\n[x]: b\n\n[x]", "2: [x] is defined twice"],
    ["[x]: a", "1: [x] is defined, and nothing refers to it"],
    ["# a\n\n### b", '3: the heading "b" skips a level, from 1 to 3'],
    ["# a\n\n- ## b", '3: the heading "b" stands inside of a list or a quotation'],
    ["# a\n\nb\n---", '3: the heading "b" is underlined text'],
    ["# a\n\n# b", '3: the heading "b" is a second title, or stands below others'],
    ["# a\n\n## b\n\n## c\n\n## b", '7: the heading "b" is there twice'],
    ["## [1.0.0] - x", '1: the heading "[1.0.0] - x" begins with a reference that has no definition'],
    ["## ", '1: the heading "" is empty'],
    ["| a | b |\n| - | - |\n| 1 |", "3: a row of 1 cells in a table of 2 columns"],
    ["| a | b |\n| - | - |\n| 1 | x|y |", "3: a row of 3 cells in a table of 2 columns"],
    ["| a | b |\n| c | d |", "1: lines of a table without its row of dashes"],
    ["```\nx", "1: a fence that nothing closes"],
    ["> ~~~~\n> x\n> ~~~", "1: a fence that nothing closes"],
    ["a <b>c", "1: HTML that is not ours: <b>"],
    ["<!-- x", "1: HTML that is not ours: <!-- x"],
    ["<details><summary>x</summary>\n\nx", "1: 1 <details> and 0 </details>"],
    ["---\na: b\n---", "1: front matter"],
  ])("%j: %s", (text, problem) => {
    expect(markdownProblems(text)).toContain(problem);
  });
});

test("the same name below two headings is no problem", () => {
  expect(markdownProblems("# a\n\n## b\n\n### x\n\n## c\n\n### x\n")).toEqual([]);
});
