import { describe, expect, test } from "vitest";
import { keyPlaces } from "../src/key-places.ts";

describe("keyPlaces", () => {
  test("reads JSON", () => {
    const document = { a: { b: [1, { c: "}," }, { c: ": {" }], "d/e~f": 1 }, b: "x" };
    const places = [...keyPlaces(JSON.stringify(document, undefined, 1))];
    expect(places.map(([pointer, { line, column }]) => [pointer, line, column])).toEqual([
      ["/a", 2, 2],
      ["/a/b", 3, 3],
      ["/a/b/1", 5, 4],
      ["/a/b/1/c", 6, 5],
      ["/a/b/2", 8, 4],
      ["/a/b/2/c", 9, 5],
      ["/a/d~1e~0f", 12, 3],
      ["/b", 14, 2],
    ]);
  });

  test("reads what JavaScript writes in its own way", () => {
    const text = [
      'import { defineConfig } from "@releaser/cli";',
      "/* page: { is: a comment",
      "*/ // gates: and so is this",
      "export default defineConfig({",
      "  branch: `of",
      "several lines`,",
      '  \'page\': { kind: "directory", path: join("a", call({ inner: 1 })) },',
      "  gates: { test: { run: ['a',\n'b'],",
      "    after: [] } } });",
    ].join("\n");
    const lines = [...keyPlaces(text)].map(([pointer, { line }]) => [pointer, line] as const);
    expect(Object.fromEntries(lines)).toMatchObject({
      "/branch": 5,
      "/page": 7,
      "/page/kind": 7,
      "/page/path": 7,
      "/gates": 8,
      "/gates/test/run": 8,
      "/gates/test/run/0": 8,
      "/gates/test/run/1": 9,
      "/gates/test/after": 10,
    });
  });
});
