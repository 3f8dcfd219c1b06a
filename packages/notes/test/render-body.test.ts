import { describe, expect, test } from "vitest";
import { bodyLimit, renderBody, type RenderBodyOptions, renderNotes } from "../src/index.ts";
import { changeset, plan, release } from "./plans.ts";

const date = "2026-11-23";

function options(
  changes: RenderBodyOptions["plan"]["changesets"],
  more: Partial<RenderBodyOptions> = {},
): RenderBodyOptions {
  const releases = [release("a", "1.3.2 → 2.0.0", { bump: "major", causes: [{ kind: "changeset", id: "one" }] })];
  const told = plan(changes, { releases, decisions: ["D-0019"], capsules: ["lock@1a2b3c4d"] });
  return { plan: told, notes: renderNotes({ plan: told, date }), marker: told.digest, assets: [], state: {}, ...more };
}

const small = options(
  [changeset("one", "It breaks.", { a: "major" }), changeset("two", "A feature.", { a: "minor" })],
  {
    assets: [{ name: "a-2.0.0.tgz", sha256: "f".repeat(64) }],
    state: { smoke: "passed", released: true },
    links: [
      { title: "Docs [1]", url: "https://acme.test/docs_(1)" },
      { title: "Bad", url: "javascript:alert(1)" },
    ],
  },
);

test("a body is the marker, the state, links, artifacts, decisions, then the notes without their title and decisions", () => {
  expect(renderBody(small)).toBe(`<!-- releaser plan ${small.plan.digest} -->

**State:** released · smoke passed

**Read on:** [Docs \\[1\\]](https://acme.test/docs_%281%29)

<details><summary>1 artifact and the SHA-256 of each</summary>

| artifact | SHA-256 |
| --- | --- |
| \`a-2.0.0.tgz\` | \`${"f".repeat(64)}\` |

</details>

**Decisions and capsules:** D-0019, capsule \`lock@1a2b3c4d\`

Follows 1.3.2 (minor). Planned on branch \`main\` with \`@changesets/cli 3.0.3\` by \`releaser@0.1.0\`; plan \`${small.plan.digest}\`.

## Upgrade notes

### \`a\` 2.0.0

> It breaks.

— \`a\`

## Features

- A feature. — \`a\`

## Packages

| package | from → to | why |
| --- | --- | --- |
| \`a\` | 1.3.2 → 2.0.0 | 1 change |

${small.notes.slice(small.notes.indexOf("## Verify"))}`);
});

test("what is known to lie somewhere leads there: packages, assets, the smoke's record, decisions and capsules", () => {
  const body = renderBody({
    ...small,
    packages: [
      { name: "@s/a", version: "2.0.0", url: "https://npm.test/@s/a" },
      { name: "b", version: "1.0.0" },
    ],
    assets: [
      { name: "a|b.tgz", sha256: "f".repeat(64), url: "./a%7Cb.tgz" },
      { name: "c.tgz", sha256: "e".repeat(64), url: "https://page.test/c(1)|.tgz" },
      { name: "d.tgz", sha256: "d".repeat(64), url: "javascript:alert(1)" },
      { name: "e.tgz", sha256: "c".repeat(64), url: "./../e) <script>" },
    ],
    state: { smoke: "passed", smokeUrl: "./2.0.0.smoke.json", released: true },
    references: {
      places: new Map([
        ["D-0019", { file: ".sentinel/DECISIONS.md" }],
        ["lock@1a2b3c4d", { file: ".specify/specs/lock/capsule.md" }],
      ]),
      locate: (file) => `https://host.test/blob/v2.0.0/${file}`,
    },
  });
  for (const line of [
    "**State:** released · [smoke passed](./2.0.0.smoke.json)",
    "**Published:** [`@s/a@2.0.0`](https://npm.test/@s/a) · `b@1.0.0`",
    String.raw`| [\`a\|b.tgz\`](./a%7Cb.tgz) | `.replaceAll("\\`", "`"),
    "| [`c.tgz`](https://page.test/c%281%29%7C.tgz) |",
    "| `d.tgz` |",
    "| `e.tgz` |",
    "**Decisions and capsules:** [D-0019](https://host.test/blob/v2.0.0/.sentinel/DECISIONS.md), capsule [`lock@1a2b3c4d`](https://host.test/blob/v2.0.0/.specify/specs/lock/capsule.md)",
  ]) {
    expect(body).toContain(line);
  }
});

test("of many packages twenty are named, and of many artifacts none is linked", () => {
  const names = Array.from({ length: 101 }, (_, index) => `p${index}`);
  const body = renderBody({
    ...small,
    packages: names.map((name) => ({ name, version: "1.0.0" })),
    assets: names.map((name) => ({ name: `${name}.tgz`, sha256: "f".repeat(64), url: `./${name}.tgz` })),
  });
  expect(body).toContain("`p19@1.0.0` · 81 more\n");
  expect(body).toContain("| `p100.tgz` |");
});

test("what is not known is said to be so", () => {
  expect(renderBody(options([]))).toContain("**State:** not released yet · smoke not run yet");
});

test("a marker cannot leave its comment", () => {
  expect(renderBody({ ...small, marker: "a --> <b>" }).split("\n", 1)).toEqual(["<!-- releaser plan a--b -->"]);
});

describe("over 120,000 bytes", () => {
  const long = "ä long word, ".repeat(10_000).trim();

  test("the changes are replaced by a link, and all else stays", () => {
    const given = options([
      changeset("one", "It breaks.", { a: "major" }),
      changeset("two", long, { a: "minor" }),
      changeset("three", "A fix.", { a: "patch" }),
    ]);
    const body = renderBody(given);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(bodyLimit);
    expect(titlesOf(body)).toEqual(["Upgrade notes", "Packages", "Verify it yourself"]);
    expect(body).toContain(
      "**Features and fixes** are too long for this page: read them in `notes.md`, which is attached.",
    );
    expect(body).toContain("D-0019");
  });

  test("the link is that of the attached notes, where it is known", () => {
    const links = [{ title: "Notes", url: "https://acme.test/v1.4.0/notes.md" }];
    expect(renderBody(options([changeset("two", long, { a: "minor" })], { links }))).toContain(
      "**Features** are too long for this page: read them in [notes.md](https://acme.test/v1.4.0/notes.md).",
    );
  });

  test("upgrade notes that alone are too long go as well, and the packages stay", () => {
    const body = renderBody(options([changeset("one", long, { a: "major" })]));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(bodyLimit);
    expect(titlesOf(body)).toEqual(["Packages", "Verify it yourself"]);
  });

  test("what people wrote is kept without its markers, and goes after the upgrade notes where it is too long", () => {
    const given = options([changeset("one", "It breaks.", { a: "major" })]);
    const add = (words: string): string => given.notes.replace("<!-- releaser:end", `${words}\n<!-- releaser:end`);
    const short = renderBody({ ...given, notes: add("Thanks.\n\n## Fixes\n\nOf ours.") });
    expect(short).toContain("\n\nThanks.\n\n## Fixes\n\nOf ours.\n\n## Upgrade notes");
    expect(short).not.toContain("releaser:");
    const checkedOutOnWindows = add("Thanks.\n\n## Fixes\n\nOf ours.").replaceAll("\n", "\r\n");
    expect(renderBody({ ...given, notes: checkedOutOnWindows })).toBe(short);
    const body = renderBody({ ...given, notes: add(long) });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(bodyLimit);
    expect(body).toContain("**Introduction** are too long for this page");
  });

  test("a thousand artifacts are read in the checksum file, and a thousand decisions in the notes", () => {
    const assets = Array.from({ length: 1400 }, (_, at) => ({
      name: `package-${at}-1.0.0.tgz`,
      sha256: "f".repeat(64),
    }));
    const many = renderBody(options([changeset("two", "A feature.", { a: "minor" })], { assets }));
    expect(Buffer.byteLength(many)).toBeLessThanOrEqual(bodyLimit);
    expect(many).toContain("**Artifacts** are too long for this page: read them in `1.4.0.txt`, which is attached.");
    expect(titlesOf(many)).toEqual(["Packages", "Verify it yourself"]);
    const decisions = Array.from({ length: 30_000 }, (_, at) => `D-${1000 + at}`);
    const told = plan([], { decisions });
    const deciding = renderBody({ ...small, plan: told, notes: renderNotes({ plan: told, date }) });
    expect(Buffer.byteLength(deciding)).toBeLessThanOrEqual(bodyLimit);
    expect(deciding).toContain("**Decisions and capsules** are too long for this page");
  });

  test("characters beyond the first plane count as their bytes, and are not torn", () => {
    const given = options([changeset("two", "🚀".repeat(30_001), { a: "minor" })]);
    expect(titlesOf(renderBody(given))).not.toContain("Features");
    const fits = renderBody(options([changeset("two", "🚀".repeat(29_000), { a: "minor" })]));
    expect(titlesOf(fits)).toContain("Features");
    expect(fits.isWellFormed()).toBe(true);
  });

  test("a body of just the limit is left whole", () => {
    const short = options([changeset("two", "x", { a: "minor" })]);
    const room = bodyLimit - Buffer.byteLength(renderBody(short));
    const full = options([changeset("two", "x".repeat(room + 1), { a: "minor" })]);
    expect(Buffer.byteLength(renderBody(full))).toBe(bodyLimit);
    expect(titlesOf(renderBody(options([changeset("two", "x".repeat(room + 2), { a: "minor" })])))).not.toContain(
      "Features",
    );
  });
});

function titlesOf(body: string): readonly string[] {
  return [...body.matchAll(/^## (.*)$/gmu)].map(([, title]) => title ?? "");
}
