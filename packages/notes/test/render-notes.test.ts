import { moves, type Plan } from "@releaser/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderNotes } from "../src/index.ts";
import { hostileText, toHtml, toProse } from "@releaser/testkit/markdown";
import { changeset, plan, release } from "./plans.ts";

const date = "2026-11-23";

const story: Plan = plan(
  [
    changeset(
      "open",
      "`open()` returns a promise.\n\n## Who is affected\n\nEverybody.",
      { "@acme/core": "major", "@acme/cli": "minor" },
      { decisions: ["D-0019"] },
    ),
    changeset("login", "`acme login` opens the browser.", { "@acme/cli": "minor" }),
    changeset("json", "An empty answer is no JSON.\n\nIt never was.", { "@acme/core": "patch" }),
  ],
  {
    releases: [
      release("@acme/cli", "1.3.0 → 1.4.0", {
        bump: "minor",
        causes: [
          { kind: "changeset", id: "open" },
          { kind: "changeset", id: "login" },
        ],
      }),
      release("@acme/core", "1.3.2 → 2.0.0", { bump: "major", causes: [{ kind: "changeset", id: "open" }] }),
      release("@acme/docs", "0.2.0 → 0.2.1", {
        private: true,
        causes: [{ kind: "dependency", of: "@acme/core", range: "^1.3.2", field: "dependencies" }],
      }),
      release("@acme/still", "1.0.0 → 1.0.0", { bump: "none" }),
    ],
    decisions: ["D-0019"],
    capsules: ["lock@1a2b3c4d", "../../etc@deadbeef"],
  },
);

test("notes tell what breaks first, each change once, every package that moves, and how to verify", () => {
  expect(renderNotes({ plan: story, date })).toBe(`# v1.4.0 · 2026-11-23

Follows 1.3.2 (minor). Planned on branch \`main\` with \`@changesets/cli 3.0.3\` by \`releaser@0.1.0\`; plan \`${story.digest}\`.

## Upgrade notes

### \`@acme/core\` 2.0.0

> \`open()\` returns a promise.
>
> **Who is affected**
>
> Everybody.

## Breaking changes

- \`open()\` returns a promise. — \`@acme/core\`, \`@acme/cli\` (D-0019)

## Features

- \`acme login\` opens the browser. — \`@acme/cli\`

## Fixes

- An empty answer is no JSON. — \`@acme/core\`

  It never was.

## Packages

| package | from → to | why |
| --- | --- | --- |
| \`@acme/cli\` | 1.3.0 → 1.4.0 | 2 changes |
| \`@acme/core\` | 1.3.2 → 2.0.0 | 1 change |
| \`@acme/docs\` (private) | 0.2.0 → 0.2.1 | depends on \`@acme/core\` |

## Decisions and capsules

- decision [D-0019](../../.sentinel/DECISIONS.md)
- capsule [\`lock@1a2b3c4d\`](../../.specify/specs/lock/capsule.md)
- capsule \`../../etc@deadbeef\`

## Verify it yourself

\`\`\`sh
# who signed it; the trusted signers are in the repository
git -c gpg.ssh.allowedSignersFile=.github/allowed_signers verify-tag v1.4.0
# every file of the release, beside the checksum file
sha256sum -c --strict 1.4.0.txt
# everything at once, from the registry, the tag and the page
releaser verify 1.4.0
\`\`\`
`);
});

test("where nothing breaks there are no upgrade notes, and where nothing changed only the packages are told", () => {
  const quiet = plan([], {
    releases: [release("a", "1.0.0 → 1.0.1", { causes: [{ kind: "fixed", group: ["a", "b"], by: "b" }] })],
  });
  expect(titlesOf(renderNotes({ plan: quiet, date }))).toEqual(["Packages", "Verify it yourself"]);
  expect(renderNotes({ plan: quiet, date })).toContain("| `a` | 1.0.0 → 1.0.1 | one version with `b` |");
});

test("without a train the key stands in its place, and no tag is verified", () => {
  const independent = plan([changeset("one", "One.", { a: "patch" })], { train: null });
  const notes = renderNotes({ plan: independent, date });
  expect(notes.split("\n", 1)).toEqual([`# ${independent.key} · 2026-11-23`]);
  expect(notes).not.toContain("verify-tag");
});

test("a title of one's own stands in the place of the tag", () => {
  expect(renderNotes({ plan: story, date, title: "Acme <b>\n# 1.4.0" }).split("\n", 1)).toEqual([
    "# Acme &lt;b> # 1.4.0 · 2026-11-23",
  ]);
});

test("whatever the changesets say, the notes have our headings and our links alone, and mention nobody", () => {
  const bump = fc.constantFrom("major", "minor", "patch");
  const changesets = fc.array(fc.tuple(hostileText, bump), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(changesets, (texts) => {
      const hostile = plan(texts.map(([text, type], at) => changeset(`c${at}`, text, { a: type })));
      const html = toHtml(renderNotes({ plan: hostile, date }));
      const plain = plan(texts.map(([, type], at) => changeset(`c${at}`, "plain", { a: type })));
      const titles = (page: string): readonly string[] => page.match(/<h[1-6]>.*?<\/h[1-6]>/gu) ?? [];
      expect(titles(html)).toEqual(titles(toHtml(renderNotes({ plan: plain, date }))));
      for (const prose of toProse(html)) expect(prose).not.toMatch(/(?:^|[^A-Za-z0-9])@[A-Za-z0-9]/u);
    }),
  );
});

test("every package that moves is in the table, in the plan's order", () => {
  const rows = renderNotes({ plan: story, date }).match(/^\| `[^`]+`/gmu) ?? [];
  expect(rows).toEqual(story.releases.filter((one) => moves(one)).map(({ name }) => `| \`${name}\``));
});

function titlesOf(notes: string): readonly string[] {
  return [...notes.matchAll(/^## (.*)$/gmu)].map(([, title]) => title ?? "");
}
