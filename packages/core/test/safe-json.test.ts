import { anyText } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toSafeJson } from "../src/index.ts";

test("JSON parses to what it was made of, and holds no command", () => {
  expect(toSafeJson({ a: "\u202Ex\u009B\u001B ##[error]" })).toBe(
    String.raw`{
  "a": "\u202ex\u009b\u001b #\u0023[error]"
}`,
  );
  fc.assert(
    fc.property(
      fc.dictionary(anyText(), fc.oneof(anyText(), fc.constantFrom("::x", "\n::x", "###[x]"))),
      (document) => {
        const text = toSafeJson(document);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
        expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|^\s*::|##\[/mu);
      },
    ),
  );
});
