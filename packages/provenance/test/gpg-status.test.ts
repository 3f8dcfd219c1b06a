import { describe, expect, test } from "vitest";
import { parseGpgStatus } from "../src/signatures/gpg-status.ts";

const key = "AB3ACCB230898632B22FFCF798F4E5880330632C";
const lines = (...words: readonly string[]): string => words.map((word) => `[GNUPG:] ${word}\n`).join("");
const good = [
  "NEWSIG",
  `GOODSIG 98F4E5880330632C Ada <ada@example.test>`,
  `VALIDSIG ${key} 2026-11-27 1795766400 0 4 0 22 8 00 ${key}`,
];

test("one good signature, with who made it and when", () => {
  expect(parseGpgStatus(`gpg: Good signature\n${lines(...good)}`)).toEqual({
    is: "good",
    fingerprint: key,
    primary: key,
    signer: "Ada <ada@example.test>",
    date: new Date(1_795_766_400_000),
  });
});

describe("anything else is not good", () => {
  test.each([
    ["nothing", [], "unsound"],
    ["prose that says so", ["gpg: Good signature from Ada"], "unsound"],
    ["good and not valid", good.slice(0, 2), "unsound"],
    ["valid and not good", [good[0], good[2]], "unsound"],
    ["no beginning", good.slice(1), "unsound"],
    ["two signatures", [...good, ...good], "unsound"],
    ["a bad one", ["NEWSIG", "BADSIG 98F4E5880330632C Ada"], "unsound"],
    ["a bad one beside a good one", [...good, "BADSIG 98F4E5880330632C Ada"], "unsound"],
    ["an error beside a good one", [...good, "ERRSIG 98F4E5880330632C 22 8 00 1 4 -"], "unsound"],
    ["an expired key", [...good, "EXPKEYSIG 98F4E5880330632C Ada"], "untimely"],
    ["an expired signature", [...good, "EXPSIG 98F4E5880330632C Ada"], "untimely"],
    ["a revoked key", [...good, "REVKEYSIG 98F4E5880330632C Ada"], "untimely"],
    [
      "an unknown key",
      ["NEWSIG", `ERRSIG 98F4E5880330632C 22 8 00 1 9 ${key}`, "NO_PUBKEY 98F4E5880330632C"],
      "unknown",
    ],
  ])("%s", (_, words, is) => {
    expect(parseGpgStatus(lines(...words.filter((word) => word !== undefined))).is).toBe(is);
  });
});
