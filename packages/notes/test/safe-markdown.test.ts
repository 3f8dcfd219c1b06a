import { parseTrailers } from "@releaser/core";
import { growthOf } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderBullet, renderQuote, tell } from "../src/render-bullet.ts";
import { toSafeMarkdown } from "../src/safe-markdown.ts";
import { hostileText, toHtml, toProse } from "@releaser/testkit/markdown";

describe.each([
  ["at the margin", (text: string) => toSafeMarkdown(text)],
  ["in a bullet", (text: string) => renderBullet(tell(text), "— `a`")],
  ["in a quotation", (text: string) => renderQuote(toSafeMarkdown(text))],
])("text from a changeset, %s,", (_, render) => {
  const always = (holds: (html: string, markdown: string) => void): void =>
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = render(text);
        holds(toHtml(markdown), markdown);
      }),
    );

  test("opens no tag and no dangerous link", () => {
    always((html, markdown) => {
      expect(html).toBe(toHtml(markdown, { dangerous: false }));
      expect(toHtml(markdown, { github: false })).toBe(toHtml(markdown, { github: false, dangerous: false }));
    });
  });

  test("opens no heading", () => {
    always((html) => expect(html).not.toMatch(/<h[1-6]/u));
  });

  test("mentions nobody and refers to no issue", () => {
    always((html) => {
      for (const prose of toProse(html)) {
        expect(prose).not.toMatch(/(?:^|[^A-Za-z0-9])@[A-Za-z0-9]|#\d+(?!\w)|\bGH-\d/u);
      }
    });
  });

  test("holds no control character and no bidi mark", () => {
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    always((_html, markdown) =>
      expect(markdown).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u),
    );
  });

  test("leaves what follows as it is", () => {
    always((_html, markdown) => {
      const behind = toHtml(`${markdown}\n\n## ours\n\n[1.4.0] and <b>ours</b>\n\n[1.4.0]: notes/1.4.0.md\n`);
      expect(behind).toMatch(
        /<h2>ours<\/h2>\s*<p><a href="notes\/1\.4\.0\.md">1\.4\.0<\/a> and <b>ours<\/b><\/p>\s*$/u,
      );
    });
  });
});

test("in a bullet or a quotation it is no trailer, and nothing that splits a changelog", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const message = ["subject", renderBullet(tell(text)), renderQuote(toSafeMarkdown(text))].join("\n\n");
      expect(parseTrailers(message)).toEqual([]);
      expect(message).not.toMatch(/^#{1,6}\s/mu);
    }),
  );
});

test("nothing is cut: every letter and digit is still there", () => {
  const plain = fc.array(
    fc.constantFrom("word", "`code`", "# title", "- item", "@name", "#12", "\n", "\n\n", " ", "```\nx\n```\n"),
  );
  fc.assert(
    fc.property(plain, (parts) => {
      const letters = (text: string): string => text.replaceAll("&#8203;", "").replaceAll(/[^A-Za-z0-9]/gu, "");
      expect(letters(toSafeMarkdown(parts.join("")))).toBe(letters(parts.join("")));
    }),
  );
});

test.each([
  ["`Map<string, T>` and Map<string, T>", "`Map<string, T>` and Map&lt;string, T>"],
  ["use @acme/core@1.2.0, says @jane", "use `@acme/core@1.2.0`, says `@jane`"],
  ["mail jane@acme.test, see https://a.test/@jane#1", "mail jane@acme.test, see <https://a.test/@jane#1>"],
  [
    "https://a.test/x. (https://a.test/a_(b)) www.a.test",
    String.raw`<https://a.test/x>. (<https://a.test/a_(b)>) www\.a.test`,
  ],
  ["https://a.test/`<b>` and ftp://a.test", "<https://a.test/>`<b>` and ftp\\://a.test"],
  ["fixes #1, acme/acme#2 and GH-3; colour #1e1e1e", "fixes `#1`, `acme/acme#2` and `GH-3`; colour #1e1e1e"],
  [
    "[docs](https://a.test/x) [bad](javascript:x) [rel](docs/a.md#b)",
    String.raw`[docs](<https://a.test/x>) [bad]\(javascript:x) [rel](docs/a.md#b)`,
  ],
  ["one[T][K], two[^1]", String.raw`one[T]\[K], two\[^1]`],
  ["one\\\ntwo", "one  \ntwo"],
  ["## 2.0.0", "**2.0.0**"],
  ["### Use *this* ###", String.raw`\### Use *this*`],
  ["Title\n=====\ntext\n---", "Title\n\\=====\ntext\n\\---"],
  ["an `unclosed one", "an \\`unclosed one"],
  ["```js\nopen();", "```js\nopen();\n```"],
  ["~~~\n```\n~~~", "````\n```\n````"],
  ["- item\n  ```sh\n  run\n  ```\n- next", "- item\n```sh\nrun\n```\n- next"],
  ["\u001B[31mred\u001B[0m", String.raw`\u{1b}[31mred\u{1b}[0m`],
  ["Tom & Jerry &lt;3 &#64;all", "Tom & Jerry &lt;3 `&#64;`all"],
])("%j becomes %j", (text, safe) => {
  expect(toSafeMarkdown(text)).toBe(safe);
});

test("where a text comes into a file elsewhere, its paths and fragments are no links", () => {
  expect(toSafeMarkdown("[a](docs/a.md) [b](#b) [c](https://a.test/)", { local: false })).toBe(
    String.raw`[a]\(docs/a.md) [b]\(#b) [c](<https://a.test/>)`,
  );
});

test.each([
  "`",
  "a",
  "[",
  "](",
  "][",
  "[^",
  "@",
  "#",
  "<",
  "~",
  "\\",
  "- ",
  "> ",
  "` `` ",
  "a/",
  "&#",
  "|-",
  "https://",
])("a long line of %j takes as much longer as it is longer", (piece) => {
  expect(growthOf((size) => void toSafeMarkdown(piece.repeat(size / piece.length)), 64_000)).toBeLessThan(4);
});
