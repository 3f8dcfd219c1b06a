import fc from "fast-check";
import { expect, test } from "vitest";
import { escapePointer, parsePointer } from "../src/json-pointer.ts";

test("a pointer of keys is read back as those keys", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (keys) => {
      expect(parsePointer(keys.map((key) => `/${escapePointer(key)}`).join(""))).toEqual(keys);
    }),
  );
});

test("a slash and a tilde are escaped as RFC 6901 has it", () => {
  expect(escapePointer("@s/a~1")).toBe("@s~1a~01");
  expect(parsePointer("/dependencies/@s~1a~01")).toEqual(["dependencies", "@s/a~1"]);
});
