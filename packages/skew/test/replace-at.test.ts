import { expect, test } from "vitest";
import { replaceAt } from "../src/replace-at.ts";

const text = "20\nnode 20 # 20\n20";

test.each([
  [1, 1, "22\nnode 20 # 20\n20"],
  [2, 1, "20\nnode 22 # 20\n20"],
  [2, 7, "20\nnode 20 # 22\n20"],
  [3, undefined, "20\nnode 20 # 20\n22"],
])("a word is replaced on line %s, at column %s or behind it", (line, column, expected) => {
  expect(replaceAt(text, { file: "x", line, ...(column !== undefined && { column }) }, ["20", "22"])).toBe(expected);
});

test("a word that does not stand on the line is not looked for on the next", () => {
  expect(replaceAt(text, { file: "x", line: 2, column: 12 }, ["20", "22"])).toBeUndefined();
  expect(replaceAt("a\n20\n", { file: "x", line: 1 }, ["20", "22"])).toBeUndefined();
  expect(replaceAt(text, { file: "x" }, ["20", "22"])).toBeUndefined();
});
