import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlainJson } from "../src/is-plain-json.ts";

function isPlain(text: string): boolean {
  return isPlainJson(text, JSON.parse(text), 200);
}

describe("a text whose members are each stated once, without a scan", () => {
  test.each([
    ['{"a":1,"b":{"c":"d:e"},"f":[{"g":":"}]}', true],
    ['{ "a" : 1 }', true],
    ['{"__proto__":1,"constructor":{"__proto__":2}}', true],
    ["{}", true],
    ['{"a":1,"a":2}', false],
    ['{"a":1,"a" :2}', false],
    ['{"__proto__":1,"__proto__":1}', false],
    ['{"a":{"b":1},"a":{"b":1}}', false],
    ['{"a":1,"a":"\\u003a"}', false],
    ['{"a":"\\n"}', false],
    [`{"a":${"[".repeat(300)}${"]".repeat(300)}}`, false],
  ])("%.40s: %s", (text, expected) => {
    expect(isPlain(text)).toBe(expected);
  });

  test("any value that is written without an escape is plain, and never once a member is stated again", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }),
        fc.nat(),
        fc.constantFrom(undefined, 2),
        (value, pick, space) => {
          const text = JSON.stringify(value, undefined, space);
          expect(isPlain(text)).toBe(!text.includes("\\"));
          const [key, member] = Object.entries(value)[pick % Object.keys(value).length] ?? ["", 0];
          expect(isPlain(`${text.slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(member)}}`)).toBe(false);
        },
      ),
    );
  });
});
