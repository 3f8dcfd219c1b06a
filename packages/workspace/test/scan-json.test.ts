import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "../src/parse-json.ts";
import { escapePointer, scanJson } from "../src/scan-json.ts";

describe("scanJson", () => {
  test("tells line and column of the members of two levels", () => {
    const { positions } = scanJson('{\n  "name": "a",\n  "dependencies": {\n    "@s/b": "^1.0.0", "c": "1"\n  }\n}');
    expect([...positions]).toEqual([
      ["/name", { line: 2, column: 3 }],
      ["/dependencies", { line: 3, column: 3 }],
      ["/dependencies/@s~1b", { line: 4, column: 5 }],
      ["/dependencies/c", { line: 4, column: 23 }],
    ]);
  });

  test("finds every member of two levels of any JSON object, however it is written", () => {
    const inner = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.jsonValue({ maxDepth: 2 }), inner)),
        fc.constantFrom(undefined, 1, "\t"),
        (value, space) => {
          const text = JSON.stringify(value, undefined, space);
          // Not parsed again: Node 24.21 reads the key `"` as a backslash where it has seen that in its place before.
          const expected = Object.entries(value).flatMap(([key, member]) => {
            const below =
              typeof member === "object" && member !== null && !Array.isArray(member) ? Object.keys(member) : [];
            const pointer = `/${escapePointer(key)}`;
            return [pointer, ...below.map((name) => `${pointer}/${escapePointer(name)}`)];
          });
          const { positions, repeated } = scanJson(text);
          expect([...positions.keys()].toSorted()).toEqual(expected.toSorted());
          expect(repeated).toEqual([]);
          const lines = text.split("\n");
          for (const { line, column } of positions.values()) expect(lines[line - 1]?.[column - 1]).toBe('"');
        },
      ),
    );
  });
});

describe("parseJson", () => {
  test.each([
    ["{", "is no JSON"],
    ["[]", "holds no JSON object"],
    ["null", "holds no JSON object"],
    [`{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, "nests deeper than 200 levels"],
  ])("%.20s is refused", (text, reason) => {
    expect(parseJson(text, "f").invalid).toMatchObject([
      { at: { file: "f" }, reason: expect.stringContaining(reason) },
    ]);
  });

  test("a member stated twice is reported with its place", () => {
    expect(
      parseJson('{\n"version": "1.0.0",\n"version": "2.0.0", "__proto__": 1, "__proto__": 2 }', "f").invalid,
    ).toMatchObject([{ at: { line: 3, pointer: "/version" } }, { at: { line: 3, pointer: "/__proto__" } }]);
  });

  test("a byte order mark is passed over", () => {
    expect(parseJson('\uFEFF{"a":1}', "f").value).toEqual({ a: 1 });
  });
});
