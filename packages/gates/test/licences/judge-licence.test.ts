import { describe, expect, test } from "vitest";
import { judgeLicence, licenceOf, unknownLicences } from "../../src/licences/judge-licence.ts";
import { toLicencePolicy } from "../../src/licences/licence-policy.ts";

test.each([
  [{ license: "MIT" }, "MIT"],
  [{ license: { type: "BSD-3-Clause", url: "https://x.test" } }, "BSD-3-Clause"],
  [{ licenses: [{ type: "MIT" }] }, "MIT"],
  [{ licenses: [{ type: "MIT" }, { type: "GPL-2.0-only" }] }, "(MIT OR GPL-2.0-only)"],
  [{ license: " " }, undefined],
  [{ license: 1, licenses: "MIT" }, undefined],
  [{}, undefined],
])("the licence of %j is %s", (manifest, licence) => {
  expect(licenceOf(manifest)).toBe(licence);
});

describe("a licence", () => {
  const permissive = toLicencePolicy({});
  test.each([
    ["MIT", undefined],
    ["(MIT OR GPL-3.0-only)", undefined],
    ["MIT AND ISC", undefined],
    ["MIT AND GPL-3.0-only", "is under MIT AND GPL-3.0-only"],
    ["GPL-3.0-or-later", "is under GPL-3.0-or-later"],
    ["SEE LICENSE IN LICENSE.md", 'states "SEE LICENSE IN LICENSE.md", which is no SPDX expression'],
    ["UNLICENSED", 'states "UNLICENSED", which is no SPDX expression'],
    [undefined, "states no licence"],
  ])("%s that is judged by what asks for no more than a notice: %s", (licence, problem) => {
    expect(judgeLicence({ name: "x", licence }, permissive)).toBe(problem);
  });

  test("is allowed as the list says, with its exception to itself, and or-later where that is meant", () => {
    const policy = toLicencePolicy({ allow: ["Apache-2.0 WITH LLVM-exception", "LGPL-2.1+"] });
    const judge = (licence: string): string | undefined => judgeLicence({ name: "x", licence }, policy);
    expect(judge("Apache-2.0 WITH LLVM-exception")).toBeUndefined();
    expect(judge("LGPL-3.0")).toBeUndefined();
    expect(judge("Apache-2.0")).toBe("is under Apache-2.0");
  });

  test("that is excepted is so for that package, and for the licence that the exception names", () => {
    const policy = toLicencePolicy({
      exceptions: { x: { reason: "asked its author" }, y: { licence: "WTFPL", reason: "a joke" } },
    });
    expect(judgeLicence({ name: "x", licence: undefined }, policy)).toBeUndefined();
    expect(judgeLicence({ name: "y", licence: "WTFPL" }, policy)).toBeUndefined();
    expect(judgeLicence({ name: "y", licence: "AGPL-3.0-only" }, policy)).toBe(
      "states AGPL-3.0-only, and its exception is for WTFPL",
    );
    expect(judgeLicence({ name: "toString", licence: undefined }, policy)).toBe("states no licence");
  });
});

test("what SPDX does not know is no licence of an allow-list", () => {
  expect(unknownLicences(["MIT", "Apache 2.0", "MIT OR ISC"])).toEqual(["Apache 2.0", "MIT OR ISC"]);
});
