import { anyText } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTrailers, renderTrailers, safeLine, trailerValues } from "../src/index.ts";

const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/u);
const trailer = fc.record({ key, value: anyText({ minLength: 1 }) });

describe("parseTrailers", () => {
  test("reads every paragraph of nothing but trailers, and not the subject", () => {
    const message =
      "Release-Train: v9\n\nDecision-ID: D-0001\nRulesHash: R@1\n\nProse: with\na line\n\nCo-authored-by: A <a@b>\n";
    expect(parseTrailers(message)).toEqual([
      { key: "Decision-ID", value: "D-0001" },
      { key: "RulesHash", value: "R@1" },
      { key: "Co-authored-by", value: "A <a@b>" },
    ]);
  });

  test("takes the pre tag off the last line alone", () => {
    expect(parseTrailers("s\n\nA: 1 (next)\nB: 2 (next)\n")).toEqual([
      { key: "A", value: "1 (next)" },
      { key: "B", value: "2" },
    ]);
  });

  test("an indented line continues a value and never opens a trailer", () => {
    expect(parseTrailers("s\n\nA: 1\n  Decision-ID: D-9999\n")).toEqual([{ key: "A", value: "1 Decision-ID: D-9999" }]);
    expect(parseTrailers("s\n\n  Decision-ID: D-9999\n")).toEqual([]);
  });

  test("CRLF and blank lines of spaces part paragraphs as LF does", () => {
    expect(parseTrailers("s\r\n\r\ntext\r\n  \r\nA: 1\r\nB: 2\r\n")).toEqual([
      { key: "A", value: "1" },
      { key: "B", value: "2" },
    ]);
  });

  test("one line of another shape makes the paragraph prose", () => {
    for (const line of ["A:1", "A-: ", "x y: 1", "A: 1\u2028B: 2", "https://a.example"]) {
      expect(parseTrailers(`s\n\nDecision-ID: D-1\n${line}\n`)).toEqual([]);
    }
  });
});

test("what is rendered is read back, whatever the values hold", () => {
  fc.assert(
    fc.property(fc.array(trailer), (trailers) => {
      const safe = trailers
        .map((one) => ({ key: one.key, value: safeLine(one.value) }))
        .filter(({ value }) => value !== "");
      const read = parseTrailers(`subject\n\n${renderTrailers(trailers)}\nend: here\nprose\n`);
      expect(read).toEqual(safe);
    }),
  );
});

test("values are found whatever the case of their key", () => {
  expect(
    trailerValues(
      [
        { key: "decision-ID", value: "D-1" },
        { key: "X", value: "y" },
      ],
      "Decision-ID",
    ),
  ).toEqual(["D-1"]);
});
