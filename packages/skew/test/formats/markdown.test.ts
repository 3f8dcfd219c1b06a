import { hostileText, toHtml, toProse } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { marker, renderMarkdown } from "../../src/formats/markdown.ts";
import { toMarkdownText } from "@releaser/core";
import type { Suppressed } from "../../src/suppressed.ts";
import { excluded, hostileReport, notCounted, repeated, reportOf } from "./reports.ts";

const info = { ...excluded, level: "info", file: "a (b)/package.json" } as const;

describe("the comment of a pull request", () => {
  test("has a verdict, counts, and each finding with links, values and the mend; infos are folded", () => {
    expect(renderMarkdown(reportOf([info, excluded])).split("\n\n")).toEqual([
      "<!-- releaser-skew -->",
      "## ❌ Version skew: 1 error, 1 info",
      "| errors | warnings | infos | packages |\n| -----: | -------: | ----: | -------: |\n| 1 | 0 | 1 | 4 |",
      "Looked at 4 packages, planned by `@changesets/cli` `3.0.3` (workspace), 12 ms.",
      "### `range/internal-excludes`: 1 error",
      "Expected: an internal range admits the version that its package has in the workspace. [More](https://github.com/releaser/releaser/blob/main/docs/rules/range/internal-excludes.md)",
      [
        "- **`@s/a` is `1.4.0` here, which `^2.0.0` does not admit**",
        "  - [`packages/b/package.json:5`](packages/b/package.json#L5)",
        "  - [`packages/a/package.json:3`](packages/a/package.json#L3): `@s/a` is `1.4.0`",
      ].join("\n"),
      '  **Mend:** in `packages/b/package.json` write `"@s/a": "^1.4.0"` (`--fix`)',
      "<details>\n<summary>1 info</summary>",
      "### `range/internal-excludes`: 1 info",
      expect.stringContaining("Expected: ") as string,
      expect.stringContaining("  - [`a (b)/package.json:5`](a%20%28b%29/package.json#L5)") as string,
      expect.stringContaining("**Mend:**") as string,
      "</details>",
      "Next: `releaser skew --fix` mends 2 of 2",
    ]);
  });

  test("of a workspace in order says so", () => {
    const text = renderMarkdown(reportOf([]));
    expect(text.split("\n")[0]).toBe(marker);
    expect(text).toContain("## ✅ No version skew\n");
    expect(renderMarkdown(reportOf([{ ...excluded, level: "warning" }]))).toContain("## ⚠️ Version skew: 1 warning\n");
  });

  test("folds what does not count: each rule and reason once, and how to see what the baseline knows", () => {
    const text = renderMarkdown(reportOf([], { suppressed: notCounted }));
    expect(text).toContain("## ✅ No other version skew\n");
    expect(text.split("\n\n").slice(-4)).toEqual([
      "<details>\n<summary>Not counted: 3 exempted, 1 in the baseline</summary>",
      [
        "- `range/internal-excludes`, 2: `@s/b` goes with the rewrite",
        "- `range/internal-excludes`, 1: waits for `#12` (until `2026-12-31`)",
        "- in the baseline: `releaser skew --no-baseline` shows what it knows",
      ].join("\n"),
      "</details>",
      "Next: `releaser plan`",
    ]);
  });

  test("links to wherever files are looked at, where that is known", () => {
    const linkBase = "https://github.com/acme/app/blob/main/";
    expect(renderMarkdown(reportOf([excluded]), { linkBase })).toContain(`](${linkBase}packages/b/package.json#L5)`);
  });

  test("stays below what GitHub takes, errors first, and counts what is left out", () => {
    const long = Array.from({ length: 3000 }, (_, index) => ({
      ...excluded,
      level: index < 2990 ? ("info" as const) : ("error" as const),
      message: `@s/p${index} is 1.4.0 here, which ^2.0.0 does not admit ${"é".repeat(40)}`,
      fingerprint: index.toString(16).padStart(16, "0"),
    }));
    const suppressed = long.map((finding): Suppressed => ({ by: "exemption", reason: finding.message, finding }));
    const text = renderMarkdown(reportOf(long, { suppressed }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(text)).toBeGreaterThan(60_000);
    for (let index = 2990; index < 3000; index += 1) expect(text).toContain(`@s/p${index}`);
    const [, left] = /no room here for (\d+) infos more/u.exec(text) ?? [];
    expect(Number(left) + (text.match(/^- \*\*/gmu) ?? []).length).toBe(3000);
    expect(text.match(/<details>|<\/details>/gu)).toHaveLength(4);
    expect(text).toMatch(/\n- and \d+ more\n/u);
  });

  test("counts every finding of a message that holds in too many places", () => {
    expect(renderMarkdown(reportOf(repeated(excluded, 30)))).toContain("\n  - and 10 more\n");
  });

  test("says what the repository says as text alone: no tag, no mention, no link but to files and pages", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const markdown = renderMarkdown(report).replace(`${marker}\n`, "");
        const ours = markdown.replaceAll(
          /^<\/?details>$|^<summary>(?:\d+ infos?|Not counted: [\w, ]+)<\/summary>$/gmu,
          "",
        );
        const html = toHtml(ours);
        expect(html).toBe(toHtml(ours, { dangerous: false }));
        for (const prose of toProse(html)) {
          expect(prose).not.toMatch(/(?:^|[^A-Za-z0-9])@[A-Za-z0-9]|#\d+(?!\w)|\bGH-\d|https?:\/\//u);
        }
        for (const [, url = ""] of html.matchAll(/href="([^"]*)"/gu)) {
          expect(url).toMatch(/^(?:https:\/\/github\.com\/releaser\/releaser\/blob\/main\/docs\/rules\/|[^:]*$)/u);
        }
        expect((html.match(/<h[1-6]>/gu) ?? []).length).toBe((markdown.match(/^##/gmu) ?? []).length);
        expect(markdown).not.toMatch(/^\s*::|##\[/mu);
      }),
    );
  });
});

describe("a line of text as Markdown", () => {
  test.each([
    ["@s/a is 1.4.0 here, which ^2.0.0 does not admit", "`@s/a` is `1.4.0` here, which `^2.0.0` does not admit"],
    ['write "@s/a": "^1 || ^2", or run `pnpm i`.', 'write `"@s/a": "^1 || ^2"`, or run `pnpm i`.'],
    ["developed with catalog: (2.4.0)", "developed with catalog: (`2.4.0`)"],
    ["a `b c", "a `` `b `` c"],
    ["*x* _y_ <b> #1 fixes #2", "`*x*` `_y_` `<b>` `#1` fixes `#2`"],
  ])("%s", (text, markdown) => {
    expect(toMarkdownText(text)).toBe(markdown);
  });

  test("shows every character that it was given, in code or as words", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const letters = (said: string): string => said.replaceAll(/[^\p{L}\p{N}]/gu, "");
        const shown = toHtml(`x ${toMarkdownText(text)}`).replaceAll(/<\/?(?:code|p)>/gu, "");
        const plain = shown
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&amp;", "&");
        expect(letters(plain)).toBe(letters(`x ${toMarkdownText(text)}`));
      }),
    );
  });

  test("takes a time that grows with its length alone", () => {
    const long = toMarkdownText(`${".".repeat(60_000)}x ${'"'.repeat(60_000)}`);
    expect(long.length).toBeGreaterThan(120_000);
  });
});
