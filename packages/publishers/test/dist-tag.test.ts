import fc from "fast-check";
import { gte } from "semver";
import { describe, expect, test } from "vitest";
import { distTagFor } from "../src/npm/dist-tag.ts";

describe("the dist-tag of a version", () => {
  test.each([
    ["1.4.0", undefined, undefined, "latest"],
    ["1.4.0", "1.4.0", undefined, "latest"],
    ["1.4.0", "1.3.9", "latest", "latest"],
    ["1.4.1", "2.0.0", undefined, "release-1.x"],
    ["1.4.1", "2.0.0", "latest", "release-1.x"],
    ["2.0.0", "2.0.0-beta.3", undefined, "latest"],
    ["2.0.0-beta.3", "1.0.0", undefined, "beta"],
    ["2.0.0-beta.3", undefined, "latest", "beta"],
    ["2.0.0-0", "1.0.0", undefined, "next"],
    ["2.0.0-x.1", "1.0.0", undefined, "next"],
    ["2.0.0-latest.1", "1.0.0", undefined, "next"],
    ["2.0.0", "3.0.0", "lts", "lts"],
  ])("%s over %s, configured %s, is %s", (version, latest, configured, tag) => {
    expect(distTagFor({ version, latest, ...(configured !== undefined && { configured }) })).toBe(tag);
  });

  test("latest never moves backwards", () => {
    const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((parts) => parts.join("."));
    fc.assert(
      fc.property(version, version, (next, latest) => {
        expect(distTagFor({ version: next, latest }) === "latest").toBe(gte(next, latest));
      }),
    );
  });

  test.each(["", "1.x", "^2", "v1", "a b", "latest;rm", "--tag", "ünï"])(
    "%j is refused as a configured one",
    (configured) => {
      expect(() => distTagFor({ version: "1.0.0", latest: undefined, configured })).toThrow("E_DIST_TAG_INVALID");
    },
  );
});
