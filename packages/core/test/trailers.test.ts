import { anyText } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTrailers, renderTrailers, safeLine, splitTrailers, trailerValues } from "../src/index.ts";

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

describe("splitTrailers", () => {
  test("takes known trailers off the end", () => {
    expect(splitTrailers("Fix a crash\n\nMore.\n\nDecision-ID: D-0019\nRelated-Capsule: x@0123abcd\n")).toEqual({
      text: "Fix a crash\n\nMore.",
      trailers: [
        { key: "Decision-ID", value: "D-0019" },
        { key: "Related-Capsule", value: "x@0123abcd" },
      ],
    });
  });

  test.each([
    "fix: a crash on start",
    "Feature\n\nNote: this breaks\nWhy: because",
    "Decision-ID: D-9999\nis amid the text",
    "Text\n\n```\nDecision-ID: D-9999\n```",
    "Text\n    Decision-ID: D-9999",
  ])("leaves text alone: %j", (text) => {
    expect(splitTrailers(text)).toEqual({ text, trailers: [] });
  });

  test("a text of trailers alone leaves an empty text", () => {
    expect(splitTrailers("decision-id: D-0001")).toEqual({
      text: "",
      trailers: [{ key: "decision-id", value: "D-0001" }],
    });
  });

  test("nothing is lost: text without trailers comes back trimmed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/decision-id|related-capsule|signed-off-by|co-authored-by/iu.test(text));
        expect(splitTrailers(text).text).toBe(text.trim());
      }),
    );
  });
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
