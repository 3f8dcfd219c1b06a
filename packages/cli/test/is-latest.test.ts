import semver from "semver";
import { expect, test } from "vitest";
import { higherTags, isRollbackOf } from "../src/release/is-latest.ts";

test("higher versions are asked for from the highest down, without prereleases, other tags and what was rolled back", () => {
  const tags = [
    "v1.4.0",
    "v1.5.0",
    "v1.10.0",
    "v2.0.0-rc.1",
    "v2.0.0",
    "rollback/v2.0.0-1",
    "@s/a@9.0.0",
    "vest",
    "9.0.0",
  ];
  expect(higherTags(semver.parse("1.4.0") ?? fail(), tags)).toEqual(["v1.10.0", "v1.5.0"]);
  expect(higherTags(semver.parse("1.10.0") ?? fail(), tags)).toEqual([]);
});

test("a rollback of a prerelease is none of the version, and only numbers count", () => {
  const names = ["rollback/v1.4.0-1", "rollback/v1.4.0-beta.1-1", "rollback/v1.4.0-x", "v1.4.0", "rollback/v1.4.01-1"];
  expect(names.filter((name) => isRollbackOf("v1.4.0", name))).toEqual(["rollback/v1.4.0-1"]);
  expect(names.filter((name) => isRollbackOf("v1.4.0-beta.1", name))).toEqual(["rollback/v1.4.0-beta.1-1"]);
});

function fail(): never {
  throw new Error("no version");
}
