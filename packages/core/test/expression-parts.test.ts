import fc from "fast-check";
import { growthOf } from "@releaser/testkit";
import { expect, test } from "vitest";
import { expressionParts } from "../src/expression-parts.ts";

const contents = (text: string): readonly string[] =>
  expressionParts(text).map(({ kind, content }) => (kind === "text" ? JSON.stringify(content) : content));

test.each([
  ["", []],
  ["plain", ['"plain"']],
  ["${{ a }}", ["a"]],
  ["x${{a}}${{ b }}y", ['"x"', "a", "b", '"y"']],
  ["${{ 'it''s }} here' || b }}!", ["'it''s }} here' || b", '"!"']],
  ["${{ open", ['"${{ open"']],
  ["$ {{ a }} }}", ['"$ {{ a }} }}"']],
])("%j", (text, parts) => {
  expect(contents(text)).toEqual(parts);
});

test("joined as written they are the text", () => {
  const piece = fc.constantFrom("${{", "}}", "'", "''", " a ", "\n", "$", "{");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      expect(
        expressionParts(text)
          .map(({ written }) => written)
          .join(""),
      ).toBe(text);
    }),
  );
});

test("quotes that never end take as long as they are", () => {
  expect(growthOf((size) => void expressionParts(`\${{ ${"''".repeat(size / 2)}'`), 80_000)).toBeLessThan(4);
  expect(expressionParts("${{ 'a''}}' }}").map(({ kind, content }) => [kind, content])).toEqual([
    ["expression", "'a''}}'"],
  ]);
});
