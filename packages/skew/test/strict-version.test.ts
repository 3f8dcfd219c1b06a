import fc from "fast-check";
import semver from "semver";
import { expect, test } from "vitest";
import { compareStrict, isStrict } from "../src/strict-version.ts";

const part = fc.oneof(fc.nat(3), fc.maxSafeNat());
const plain = fc.tuple(part, part, part).map((parts) => parts.join("."));
const version = fc.oneof(
  plain,
  fc.tuple(plain, fc.constantFrom("-beta", "-beta.1", "-beta.10", "-0", "-canary-7.x")).map((parts) => parts.join("")),
);

test("strict versions are told and ordered as semver does it", () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect([isStrict(a), isStrict(b)]).toEqual([semver.valid(a) === a, semver.valid(b) === b]);
      if (isStrict(a) && isStrict(b)) expect(Math.sign(compareStrict(a, b))).toBe(semver.compare(a, b));
    }),
  );
});

test.each(["", "1", "1.2", "v1.2.3", "01.2.3", "1.2.3 ", "=1.2.3", "1.2.3+meta", "1.2.x", "99999999999999999.0.0"])(
  "%j is no strict version",
  (text) => {
    expect(isStrict(text)).toBe(false);
  },
);
