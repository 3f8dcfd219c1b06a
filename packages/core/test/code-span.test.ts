import { hostileText, toHtml } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { expect, test } from "vitest";
import { safeLine, toCell, toCellCode, toCode, toCodeList } from "../src/index.ts";

test("a code span is longer than any run of backticks in it, and has room beside one", () => {
  expect(toCode("a")).toBe("`a`");
  expect(toCode("a`b")).toBe("``a`b``");
  expect(toCode("`a`")).toBe("`` `a` ``");
  expect(toCodeList(["a", "b"])).toBe("`a`, `b`");
  expect(toCellCode("a|b")).toBe("`a\\|b`");
});

test("whatever it holds is one code span, as a renderer sees it", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const html = toHtml(`x ${toCode(text)} y`);
      const [, inner] = /^<p>x <code>([\s\S]*)<\/code> y<\/p>$/u.exec(html) ?? [];
      fc.pre(safeLine(text) !== "");
      expect(inner).not.toMatch(/[<>]/u);
    }),
  );
});

test("whatever a cell of a table holds, it is one cell, as a renderer sees it", () => {
  expect(toCell("a|b")).toBe(String.raw`a\|b`);
  expect(toCell(String.raw`a\|b`)).toBe(String.raw`a\\\|b`);
  fc.assert(
    fc.property(hostileText, fc.stringMatching(/^[\\|a]{0,6}$/u), (text, pipes) => {
      const html = toHtml(`| one | two |\n| --- | --- |\n| ${toCellCode(`${text}${pipes}`)} | end |`);
      expect(html.match(/<td>/gu)).toHaveLength(2);
      expect(html).toContain("<td>end</td>");
    }),
  );
});
