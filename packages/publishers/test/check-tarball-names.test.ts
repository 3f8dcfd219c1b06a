import { tarballName } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { localRanges } from "../src/packed/packed-manifest.ts";
import { checkTarballNames } from "../src/packed/check-tarball-names.ts";

describe("the file name of a tarball", () => {
  test("is the name without its at-sign and slash", () => {
    expect([tarballName("@acme/core", "1.4.0"), tarballName("acme", "1.0.0-beta.1")]).toEqual([
      "acme-core-1.4.0.tgz",
      "acme-1.0.0-beta.1.tgz",
    ]);
  });

  test("two packages with one file name are refused before anything is packed", () => {
    const twins = [
      { name: "@a/b-c", version: "1.0.0" },
      { name: "@a-b/c", version: "1.0.0" },
    ];
    expect(() => checkTarballNames(twins)).toThrow("E_TARBALL_COLLISION: @a/b-c and @a-b/c pack to the same file name");
    expect(() => checkTarballNames(twins.map((twin, index) => ({ ...twin, version: `1.0.${index}` })))).not.toThrow();
  });
});

test("ranges that only a workspace resolves are found in what consumers install", () => {
  const manifest = {
    name: "a",
    version: "1.0.0",
    dependencies: { b: "workspace:^", c: "^1.0.0" },
    peerDependencies: { d: "catalog:" },
    devDependencies: { e: "workspace:*" },
  };
  expect(localRanges(manifest)).toEqual(["dependencies.b workspace:^", "peerDependencies.d catalog:"]);
});
