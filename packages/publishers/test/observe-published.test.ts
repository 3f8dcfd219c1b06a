import { describe, expect, test } from "vitest";
import { integrityOf } from "../src/packed/checked-bytes.ts";
import { observePublished } from "../src/npm/npm-resource.ts";
import { parsePackument, type Packument } from "../src/npm/packument.ts";

const integrity = integrityOf(Buffer.from("the packed bytes"));
const expected = { id: "a@1.0.0", version: "1.0.0", integrity, registry: "https://r.test/" };

function packument(dist: Readonly<Record<string, unknown>>): Packument | undefined {
  return parsePackument("a", {
    name: "a",
    "dist-tags": { latest: "1.0.0" },
    versions: { "1.0.0": { name: "a", version: "1.0.0", dist: { tarball: "https://r.test/a.tgz", ...dist } } },
    time: { "1.0.0": "2026-01-01T00:00:00.000Z", "0.9.0": "2025-01-01T00:00:00.000Z" },
  });
}

describe("a version on a registry", () => {
  test("is absent where the name or the version is", () => {
    expect(observePublished(undefined, expected)).toEqual({ is: "absent" });
    expect(observePublished(packument({ integrity }), { ...expected, version: "2.0.0" })).toEqual({ is: "absent" });
  });

  test("is equal by its SHA-512, also beside other hashes", () => {
    expect(observePublished(packument({ integrity: `sha1-x ${integrity}?opt` }), expected)).toEqual({
      is: "equal",
      seen: { integrity },
    });
  });

  test.each([
    ["other bytes", { integrity: integrityOf(Buffer.from("other")) }],
    ["sha1 alone", { shasum: "0".repeat(40) }],
    ["a sha1 in integrity", { integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" }],
    ["a cut hash", { integrity: integrity.slice(0, -10) }],
  ])("with %s is a conflict", (_, dist) => {
    const seen = observePublished(packument(dist), expected);
    expect(seen).toMatchObject({
      is: "different",
      replaceable: false,
      failure: { code: "E_PUBLISHED_MISMATCH", exit: 6 },
    });
  });

  test("that was taken away is burnt", () => {
    const seen = observePublished(packument({ integrity }), { ...expected, version: "0.9.0" });
    expect(seen).toMatchObject({ is: "different", replaceable: false, failure: { code: "E_VERSION_BURNT", exit: 6 } });
  });

  test.each([{ name: "b", versions: {} }, "<html>", null, [], { name: "a" }])("%j is no packument of a", (answer) => {
    expect(parsePackument("a", answer)).toBeUndefined();
  });
});
