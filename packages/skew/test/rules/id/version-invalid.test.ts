import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { versionInvalid } from "../../../src/rules/id/version-invalid.ts";
import { judge, lines } from "../../judge.ts";

const stating = (version: string, fields: Readonly<Record<string, unknown>> = {}): ReturnType<typeof repo> =>
  repo().pkg("a", { version, ...fields });

test("build metadata is an error, with the version that is meant", () => {
  const found = judge(versionInvalid, stating("1.2.0+build.7"));
  expect(lines(found)).toEqual([
    'error packages/a/package.json#/version: "1.2.0+build.7" is no strict semver version; 1.2.0 is',
  ]);
  expect(found[0]?.hint).toBe('in packages/a/package.json write "version": "1.2.0"');
});

test.each(["v1.2.0", "1.2", "1.0.0/../../y", " 1.2.0", "1.0.0\n", "latest", "01.2.3", "^1.2.0"])(
  "so is %j",
  (version) => {
    expect(judge(versionInvalid, stating(version)).map(({ level }) => level)).toEqual(["error"]);
  },
);

test("where no release versions the package it is information", () => {
  const world = stating("1.2", { private: true }).config({ privatePackages: { version: false, tag: false } });
  expect(judge(versionInvalid, world).map(({ level }) => level)).toEqual(["info"]);
});

test("silent for semver, prereleases and CalVer included, and where no version is stated", () => {
  const worlds = [
    ...["1.2.0", "0.0.0", "2026.11.0", "1.0.0-beta.1"].map((version) => stating(version)),
    repo().pkg("a"),
  ];
  expect(worlds.flatMap((world) => judge(versionInvalid, world))).toEqual([]);
});
