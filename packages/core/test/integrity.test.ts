import { expect, test } from "vitest";
import { sha512Integrity } from "../src/index.ts";

const hash = `sha512-${Buffer.alloc(64, 7).toString("base64")}`;

test.each([
  ["alone", hash, hash],
  ["among others, with options", `sha1-AAAA sha256-x= ${hash}?foo=bar sha512-short==`, hash],
  ["on lines", `sha1-AAAA\n${hash}\n`, hash],
  ["as a part of another word", `x${hash}`, undefined],
  ["longer than it is", `${hash}A`, undefined],
  ["not at all", "sha1-AAAA", undefined],
])("a SHA-512 %s", (_, text, expected) => {
  expect(sha512Integrity(text)).toBe(expected);
});
