import { expect, test } from "vitest";
import { renderWords } from "./render-words.ts";

test("the table tells the median, the least and the most, and the share of Changesets' own time", () => {
  const rounds = [
    { changesets: 1000, lines: 50, words: 150 },
    { changesets: 2000, lines: 100, words: 300 },
    { changesets: 4000, lines: 40, words: 160.4 },
  ];
  expect(renderWords(rounds, { packages: 500, changesets: 300 }))
    .toBe(`300 changesets over 500 packages, 3 rounds, in milliseconds

| | median | least | most |
| --- | --: | --: | --: |
| \`changeset version\` with its own changelog module | 2000 | 1000 | 4000 |
| lines of package changelogs, from our module | 50 | 40 | 100 |
| notes, aggregated changelog, plan | 160 | 150 | 300 |
| our words together | 200 | 200 | 400 |

They take 0.20 times as long as Changesets itself.
`);
});
