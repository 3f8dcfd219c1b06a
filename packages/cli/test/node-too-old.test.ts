import semver from "semver";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { isTooOld } from "../src/node-too-old.ts";

test("what engines admit is not too old, and nothing below the lowest of it passes", () => {
  const lowest = semver.minVersion(manifest.engines.node)?.version ?? "";
  const majors = Array.from({ length: 30 }, (_, major) => major);
  const versions = majors.flatMap((major) => [0, 11, 17, 18, 19].map((minor) => `${major}.${minor}.0`));
  for (const version of versions) {
    expect([version, isTooOld(version)]).toEqual([version, semver.lt(version, lowest)]);
  }
});
