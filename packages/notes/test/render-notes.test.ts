import { moves, type Plan } from "@releaser/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderNotes } from "../src/index.ts";
import { hostileText, markdownProblems, toHtml, toProse } from "@releaser/testkit/markdown";
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

const places = new Map([
  ["D-0019", { file: ".sentinel/DECISIONS.md", title: "`open()` is <b>asynchronous</b>." }],
  ["lock@1a2b3c4d", { file: ".specify/specs/lock/capsule.md" }],
  ["../../etc@deadbeef", { file: "etc" }],
]);

test("notes tell what breaks first, each change once, every package that moves, and how to verify", () => {
  expect(renderNotes({ plan: story, date, places })).toBe(`# v1.4.0 · 2026-11-23

Follows 1.3.2 (minor). Planned on branch \`main\` with \`@changesets/cli 3.0.3\` by \`releaser@0.1.0\`; plan \`${story.digest}\`.

<!-- releaser:begin people · what stands from here to the end marker is kept -->
<!-- releaser:end people -->

## Upgrade notes

### \`@acme/core\` 2.0.0

> \`open()\` returns a promise.
>
> **Who is affected**
>
> Everybody.

— \`@acme/core\`, \`@acme/cli\` (D-0019)

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

- decision [D-0019](../../.sentinel/DECISIONS.md): \`open()\` is &lt;b>asynchronous&lt;/b>.
- capsule [\`lock@1a2b3c4d\`](../../.specify/specs/lock/capsule.md)
- capsule \`../../etc@deadbeef\`

## Verify it yourself

\`\`\`sh
# who signed it, in a clone; the trusted signers are in the repository
git -c gpg.ssh.allowedSignersFile=.github/allowed_signers verify-tag v1.4.0
# every file of the release, in the folder that they were downloaded to
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

test("without a train the key stands in its place, and is the tag", () => {
  const independent = plan([changeset("one", "One.", { a: "patch" })], { train: null });
  const notes = renderNotes({ plan: independent, date, signers: "trusted signers" });
  expect(notes.split("\n", 1)).toEqual([`# ${independent.key} · 2026-11-23`]);
  expect(notes).toContain(`allowedSignersFile='trusted signers' verify-tag ${independent.key}\n`);
});

test("a package that moves for no cause moves with the train, where there is one", () => {
  const releases = [release("a", "1.0.0 → 1.0.1")];
  const row = "| `a` | 1.0.0 → 1.0.1 |";
  expect(renderNotes({ plan: plan([], { releases }), date })).toContain(`${row} moves with the train |`);
  expect(renderNotes({ plan: plan([], { releases, train: null }), date })).toContain(`${row} without a changeset |`);
});

test("changes that break the same packages stand below one heading, each in its own words", () => {
  const both = plan([
    changeset("one", "One.", { a: "major" }),
    changeset("two", "Two.", { a: "major" }),
    changeset("three", "Three.", { b: "major" }),
  ]);
  const notes = renderNotes({ plan: both, date });
  expect(notes).toContain(
    "### `a` 1.4.0\n\n> One.\n\n— `a`\n\n> Two.\n\n— `a`\n\n### `b` 1.4.0\n\n> Three.\n\n— `b`\n",
  );
  expect(markdownProblems(notes)).toEqual([]);
});

describe("packages that move without a changeset", () => {
  const moving = plan([changeset("one", "One.", { a: "minor" })], {
    releases: ["a", "b", "c"].map((name) => release(name, "1.0.0 → 1.0.1")),
  });
  const commits = [
    {
      id: "1111111aaaa",
      message: "feat(b)!: two\n\nBREAKING CHANGE: It is gone.\n\nSigned-off-by: x",
      packages: ["a", "b"],
    },
    { id: "2222222aaaa", message: "fix: three <b> (#4)", packages: ["c", "b"] },
    { id: "3333333aaaa", message: "feat: of a alone", packages: ["a"] },
    { id: "4444444aaaa", message: "chore: nothing", packages: ["b"] },
    { id: "5555555aaaa", message: "Words.", packages: ["b"] },
    { id: "6666666aaaa", message: "perf(c): faster", packages: ["c"] },
    { id: "7777777aaaa", message: "fix: taken back", packages: ["c"] },
  ];
  const reverted = [{ id: "8888888aaaa", message: 'Revert "fix: taken back"', packages: ["c"] }, ...commits];

  test("are told by their conventional commits, each once", () => {
    const notes = renderNotes({ plan: moving, date, commits: reverted });
    expect(notes.slice(notes.indexOf("## Upgrade"), notes.indexOf("## Packages"))).toBe(`## Upgrade notes

### \`b\` 1.0.1

> Two
>
> It is gone.

— \`b\` (\`1111111\`)

## Features

- One. — \`a\`

## Changes

- Faster — \`c\` (\`6666666\`)

## Fixes

- Three &lt;b> (\`#4\`) — \`c\`, \`b\` (\`2222222\`)

`);
    expect(markdownProblems(notes)).toEqual([]);
  });

  test("have no line where no commit is conventional", () => {
    const prose = commits.map((commit) => ({ ...commit, message: "Words." }));
    expect(renderNotes({ plan: moving, date, commits: prose })).toBe(renderNotes({ plan: moving, date }));
  });
});

test("a release that git alone tells of says so, and promises nothing to verify", () => {
  const { digest: _, ...content } = plan([], {
    train: null,
    releases: [release("n", "", { from: null, to: "1.0.0" })],
  });
  const notes = renderNotes({ plan: { ...content, range: { from: "v1.0.0", to: "v1.1.0" } }, date });
  expect(notes).toContain("Told from git alone, from `v1.0.0` to `v1.1.0`.");
  expect(notes).toContain("| `n` | new → 1.0.0 |");
  expect(titlesOf(notes)).toEqual(["Packages"]);
});

describe("what people wrote", () => {
  const file = "release/notes/1.4.0.md";
  const fresh = renderNotes({ plan: story, date });
  const words = "Thanks to **all**.\n\n## More\n\n<details>ours</details>";
  const written = fresh.replace("<!-- releaser:end", `\n${words}\n\n\n<!-- releaser:end`);

  test("is kept when the rest is written anew, and again", () => {
    const again = renderNotes({ plan: story, date: "2026-12-01", existing: { file, text: written } });
    expect(again).toContain(`is kept -->\n\n${words}\n\n<!-- releaser:end people -->\n`);
    expect(again.split("\n", 1)).toEqual(["# v1.4.0 · 2026-12-01"]);
    expect(renderNotes({ plan: story, date: "2026-12-01", existing: { file, text: again } })).toBe(again);
  });

  test("is not lost to a marker that somebody bent, or to a file without any", () => {
    for (const text of [written.replace("releaser:end people", "releaser:end"), "# By hand\n"]) {
      expect(() => renderNotes({ plan: story, date, existing: { file, text } })).toThrow(
        /E_NOTES_SECTION.*1\.4\.0\.md/u,
      );
    }
    expect(renderNotes({ plan: story, date, existing: { file, text: "\n" } })).toBe(fresh);
  });
});

test("a title of one's own stands in the place of the tag", () => {
  expect(renderNotes({ plan: story, date, title: "Acme <b>\n# 1.4.0" }).split("\n", 1)).toEqual([
    "# Acme &lt;b> # 1.4.0 · 2026-11-23",
  ]);
});

const ours = new Set(["<h2>Fixes</h2>", "<h2>Upgrade notes</h2>", "<h3><code>b</code> 1.0.1</h3>"]);

test("whatever changesets and commits say, the notes have our headings and our links alone, and mention nobody", () => {
  const bump = fc.constantFrom("major", "minor", "patch");
  const changesets = fc.array(fc.tuple(hostileText, bump), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(changesets, (texts) => {
      const releases = [release("b", "1.0.0 → 1.0.1")];
      const hostile = plan(
        texts.map(([text, type], at) => changeset(`c${at}`, text, { a: type })),
        { releases },
      );
      const commits = texts.map(([text], at) => ({ id: `${at}bc0123`, message: `fix: ${text}`, packages: ["b"] }));
      const notes = renderNotes({ plan: hostile, date, commits });
      const html = toHtml(notes);
      const plain = renderNotes({
        plan: plan(
          texts.map(([, type], at) => changeset(`c${at}`, "plain", { a: type })),
          { releases },
        ),
        date,
        commits: [],
      });
      const titles = (page: string): readonly string[] => page.match(/<h[1-6]>.*?<\/h[1-6]>/gu) ?? [];
      // What the commits say may bring a section of ours that the changesets alone do not.
      expect(titles(html).filter((title) => !ours.has(title))).toEqual(
        titles(toHtml(plain)).filter((title) => !ours.has(title)),
      );
      const problems = markdownProblems(notes, { exists: () => false });
      // A table of their own is theirs; ours has all its cells, as a test of its own says.
      expect(problems.filter((problem) => !/: (?:a row of|lines of a table)/u.test(problem))).toEqual([]);
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
