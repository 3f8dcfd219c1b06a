import { growthOf } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseChangeset } from "../src/changesets/parse-changeset.ts";

const parse = (text: string): ReturnType<typeof parseChangeset> =>
  parseChangeset({ id: "x", file: ".changeset/x.md", text });
const reasons = (text: string): readonly string[] =>
  parse(text).invalid.map(({ at, reason }) => `${at.line}: ${reason}`);

describe("parseChangeset", () => {
  test("reads names, bumps, where they stand, and the summary with its trailers", () => {
    expect(parse('---\n"@s/a": minor\nb: patch\n---\n\nText.\n\nDecision-ID: D-0001\n')).toEqual({
      changeset: {
        id: "x",
        file: ".changeset/x.md",
        summary: "Text.\n\nDecision-ID: D-0001",
        releases: [
          { name: "@s/a", type: "minor", at: { file: ".changeset/x.md", line: 2, column: 1 } },
          { name: "b", type: "patch", at: { file: ".changeset/x.md", line: 3, column: 1 } },
        ],
      },
      invalid: [],
    });
  });

  test("a byte order mark, CRLF and single quotes change nothing", () => {
    expect(parse("\uFEFF---\r\n'a': major\r\n---\r\nText\r\n").changeset).toMatchObject({
      summary: "Text",
      releases: [{ name: "a", type: "major" }],
    });
  });

  test("front matter may be empty: a changeset that releases nothing", () => {
    expect(parse("---\n---\n").changeset).toMatchObject({ releases: [], summary: "" });
    expect(parse("---\n\n---\n\nnothing").changeset).toMatchObject({ releases: [], summary: "nothing" });
  });

  test("a rule in the text is text", () => {
    expect(parse("---\na: patch\n---\n\nText\n\n---\n\nMore").changeset?.summary).toBe("Text\n\n---\n\nMore");
  });

  test.each([
    ["", "1: is empty; a changeset starts with front matter between two lines ---"],
    ["hello", "1: does not start with a line ---, so it has no front matter"],
    ["---\na: patch\n", "1: has front matter that no second line --- ends"],
    ["---\na: pacth\n---\n", '2: gives "a" the bump "pacth"; there are major, minor, patch and none'],
    ["---\na: 1\n---\n", '2: gives "a" the bump something else; there are major, minor, patch and none'],
    ["---\n- a\n---\n", "2: has front matter that maps no names to bumps"],
    [
      "---\nb: patch\na: patch\na: major\n---\n",
      "4: has front matter that is no plain YAML: Map keys must be unique at line 3, column 1:",
    ],
    ["---\na: patch\n---\n\0", "4: holds bytes that are no text in UTF-8"],
    ["---\na: patch\n---\n\uFFFD", "4: holds bytes that are no text in UTF-8"],
  ])("%j is refused with its line", (text, reason) => {
    expect(reasons(text)).toEqual([reason]);
  });

  test("an alias, a tag and a tab are refused", () => {
    expect(reasons("---\na: &x patch\nb: *x\n---\n").join()).toContain("alias");
    expect(reasons("---\na: !!js/function patch\n---\n").join()).toContain("no plain YAML");
    expect(reasons("---\n\ta: patch\n---\n")).not.toEqual([]);
  });

  test("all that is wrong is said, not the first thing alone", () => {
    expect(reasons("---\na: x\nb: y\n---\n")).toHaveLength(2);
  });

  test("names of Object.prototype are names like others", () => {
    const read = parse("---\n__proto__: major\nconstructor: minor\ntoString: patch\n---\n");
    expect(read.changeset?.releases.map(({ name }) => name)).toEqual(["__proto__", "constructor", "toString"]);
    expect(({} as Record<string, unknown>)["major"]).toBeUndefined();
  });

  test.each([
    ["newlines and spaces", (size: number) => "\n ".repeat(size / 2)],
    ["opening brackets", (size: number) => `---\n${"[".repeat(size)}\n---\n`],
    ["rules", (size: number) => "---\n".repeat(size / 4)],
    ["dashes", (size: number) => `---\n${" ".repeat(size)}---`],
  ])("%s take as much longer as there are more of them", (_, text) => {
    expect(growthOf((size) => void parse(text(size)), 64_000)).toBeLessThan(4);
  });

  test("a long list of names is read, and a long text that is none is refused by one reason", () => {
    const names = Array.from({ length: 3000 }, (_, index) => `"@s/${index}": patch`);
    expect(parse(`---\n${names.join("\n")}\n---\n`).changeset?.releases).toHaveLength(3000);
    expect(reasons(`---\n${[...names, ...names].join("\n")}\n---\n`)).toEqual([
      "2: has more than 4 KB of front matter that is not a line for each name, each name once",
    ]);
    expect(reasons(`---\n${'"'.repeat(4000)}\n---\n`)).toHaveLength(20);
  });

  test.each([
    [
      "names",
      (size: number) => `---\n${Array.from({ length: size / 10 }, (_, index) => `a${index}: patch`).join("\n")}\n---\n`,
    ],
    ["quotes", (size: number) => `---\n${'"'.repeat(size)}\n---\n`],
    ["anchors", (size: number) => `---\n${"&a ".repeat(size / 3)}\n---\n`],
    ["commas", (size: number) => `---\n[${",".repeat(size)}\n---\n`],
  ])("%s in the front matter take as much longer as there are more of them", (_, text) => {
    expect(growthOf((size) => void parse(text(size)), 64_000)).toBeLessThan(4);
  });

  test("nothing that anyone writes makes it throw", () => {
    const piece = fc.constantFrom(
      "---",
      "\n",
      "a: patch",
      '"@s/b": major',
      ": ",
      "&x",
      "*x",
      "!t",
      "- ",
      "{",
      "[",
      "\r\n",
      "\t",
      "#",
      "'",
      '"',
      "|",
      ">",
      "%",
      "\uFEFF",
      "é",
      "? ",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (pieces) => {
        const read = parse(pieces.join(""));
        expect(read.changeset === undefined).toBe(read.invalid.length > 0);
      }),
    );
  });
});
