import { expect, test } from "vitest";
import { parseRunFile } from "../../src/lab/actions/run-files.ts";

test("names have values on their line, or up to the end that they name", () => {
  expect(parseRunFile("a=1\nb=x=y\nc<<END\nfirst\n\nd=no\nEND\ne=\n")).toEqual({
    a: "1",
    b: "x=y",
    c: "first\n\nd=no",
    e: "",
  });
  expect(parseRunFile("")).toEqual({});
});

test.each([
  ["no name", "no line"],
  ["c<<END\nnever ends\n", "c has no end END"],
])("%j is refused", (text, why) => {
  expect(() => parseRunFile(text)).toThrow(why);
});
