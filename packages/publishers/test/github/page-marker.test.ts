import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMarked, withMarker } from "../../src/github/page-marker.ts";

const marker = fc.record({
  plan: fc.stringMatching(/^sha256:[0-9a-f]{8}$/u),
  checksums: fc.stringMatching(/^[0-9a-f]{64}$/u),
});
const body = fc.string({ unit: fc.constantFrom("a", "\n", " ", "<!-- ", "-->", "releaser: plan x checksums y") });

test("a body comes back as it was, whatever it says of markers itself", () => {
  fc.assert(
    fc.property(body, marker, (text, own) => {
      expect(parseMarked(withMarker(text, own))).toEqual({ body: text, marker: own });
    }),
  );
});

test("a page that somebody made by hand has no marker", () => {
  expect(parseMarked("words\r\nof a person")).toEqual({
    body: "words\nof a person",
    marker: undefined,
  });
});
