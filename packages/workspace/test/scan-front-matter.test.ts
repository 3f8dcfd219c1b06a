import fc from "fast-check";
import { expect, test } from "vitest";
import { isMap, isScalar, parseDocument } from "yaml";
import { scanFrontMatter } from "../src/changesets/scan-front-matter.ts";

/** What a YAML reader makes of it: pairs of texts, or undefined where it is anything else. */
function byYaml(text: string): readonly (readonly [unknown, unknown])[] | undefined {
  const document = parseDocument(text, { uniqueKeys: true, strict: true, logLevel: "silent" });
  if (document.errors.length + document.warnings.length > 0) return undefined;
  if (document.contents === null) return [];
  if (!isMap(document.contents)) return undefined;
  return document.contents.items.map(({ key, value }) => [
    isScalar(key) ? key.value : key,
    isScalar(value) ? value.value : value,
  ]);
}

const names = fc.oneof(
  fc.constantFrom(
    "a",
    "@s/a",
    "a.b",
    "a-b_c",
    "a/b",
    "true",
    "Null",
    "~",
    "1",
    "1.0",
    "0x1f",
    "__proto__",
    "a b",
    "é",
    "no",
    "-",
    "#a",
    "",
  ),
  fc.string({ maxLength: 4 }),
);
const quoted = fc.tuple(names, fc.constantFrom("", "'", '"')).map(([name, quote]) => `${quote}${name}${quote}`);
const bumps = fc.constantFrom(
  "major",
  "minor",
  "patch",
  "none",
  '"patch"',
  "'minor'",
  "\"patch'",
  "huge",
  "",
  "!x patch",
  "patch # why",
  "patch#",
  "&a patch",
);
const lines = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(quoted, fc.constantFrom(": ", ":", " : ", ":  ", ":\t"), bumps, fc.constantFrom("", " ", "\t"))
      .map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "  ", "# note", "#", "\t", " # note", "- a", "---", "...", "%x", "  a: patch"),
  },
);

test("what it reads is what a YAML reader reads", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 3 }), (all) => {
      const scanned = scanFrontMatter(all.join("\n"));
      if (scanned === undefined) return;
      read += 1;
      expect(scanned.map(({ name, type }) => [name, type])).toEqual(byYaml(all.join("\n")));
      for (const { line, name } of scanned) expect(all[line - 1]).toContain(name);
    }),
    { numRuns: 1000 },
  );
  expect(read).toBeGreaterThan(50);
});

test("what is usual is read, and what it leaves to a YAML reader is not", () => {
  expect(scanFrontMatter('"@s/a": minor\n\n# why\nb-c: patch # so\n\'d\': "none"')).toEqual([
    { line: 1, name: "@s/a", type: "minor" },
    { line: 4, name: "b-c", type: "patch" },
    { line: 5, name: "d", type: "none" },
  ]);
  const left = [
    "a: patch\na: minor",
    "true: patch",
    "{a: patch}",
    "a: pacth",
    "a: &x patch",
    "a:\n  patch",
    "@s/a: patch",
  ];
  expect(left.map((text) => scanFrontMatter(text))).toEqual(left.map(() => undefined));
});
