import fc from "fast-check";
import { expect, test } from "vitest";
import { locate } from "../src/locate.ts";

const manifest = '{\n  "name": "@s/b",\n  "dependencies": {\n    "@s/a": "^1.0.0"\n  }\n}\n';

test.each([
  ["package.json", manifest, "", { line: 1, column: 1 }],
  ["package.json", manifest, "/name", { line: 2, column: 11 }],
  ["package.json", manifest, "/dependencies/@s~1a", { line: 4, column: 13 }],
  ["package.json", manifest, "/dependencies/absent", { line: 3, column: 19 }],
  ["package.json", '{ "files": ["a",\n"b"] }', "/files/1", { line: 2, column: 1 }],
  ["package.json", "{", "/name", { line: 1, column: 1 }],
  [
    "pnpm-workspace.yaml",
    "packages:\n  - 'a'\ncatalog:\n  '@s/a': ^1.0.0\n",
    "/catalog/@s~1a",
    { line: 4, column: 11 },
  ],
  ["pnpm-workspace.yaml", "packages: []\n", "/catalog/x", { line: 1, column: 1 }],
  [".changeset/a.md", "---\n'@s/a': minor\n'@s/b': patch\n---\n\ntext\n", "/@s~1b", { line: 3, column: 9 }],
  [
    "releaser.config.ts",
    "export default {\n  skew: {\n    ignore: [{}] } };\n",
    "/skew/ignore/0/rules",
    { line: 3, column: 14 },
  ],
  ["releaser.config.ts", "export default config;\n", "/skew", { line: 1, column: 1 }],
])("%s %j %s", (file, text, pointer, place) => {
  expect(locate(file, text, pointer)).toEqual(place);
});

test("a file of another kind has no place but its first", () => {
  expect([locate("release/version.txt", "1.0.0\n", "/x"), locate("release/version.txt", "1.0.0\n", "")]).toEqual([
    undefined,
    { line: 1, column: 1 },
  ]);
});

test("every key of an object lies on the line on which it was written", () => {
  const keys = fc.uniqueArray(
    fc.string({ minLength: 1 }).filter((key) => key !== "__proto__" && !/^\d/u.test(key)),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(keys, (names) => {
      const text = JSON.stringify(Object.fromEntries(names.map((name) => [name, 1])), undefined, 1);
      const lines = names.map(
        (name) => locate("a.json", text, `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`)?.line,
      );
      expect(lines).toEqual(names.map((_, index) => index + 2));
    }),
  );
});
