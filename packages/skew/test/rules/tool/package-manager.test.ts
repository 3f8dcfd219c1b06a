import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { packageManager } from "../../../src/rules/tool/package-manager.ts";
import { judge, lines } from "../../judge.ts";

const lock = (version: string): string => `lockfileVersion: '${version}'\n\nimporters:\n\n  .: {}\n`;

test("engines, devEngines and version files that leave the pin out are warnings", () => {
  const world = repo()
    .root({
      packageManager: "pnpm@10.34.5",
      engines: { pnpm: "^9" },
      devEngines: { packageManager: { name: "pnpm", version: ">=11" } },
      volta: { pnpm: "9.1.0" },
    })
    .file(".tool-versions", "pnpm 8.0.0\n");
  expect(lines(judge(packageManager, world))).toEqual([
    "warning .tool-versions#: pnpm 8.0.0 is stated here, pnpm 10.34.5 in package.json",
    "warning package.json#/engines/pnpm: pnpm ^9 is stated here, pnpm 10.34.5 in package.json",
    "warning package.json#/devEngines/packageManager/version: pnpm >=11 is stated here, pnpm 10.34.5 in package.json",
    "warning package.json#/volta/pnpm: pnpm 9.1.0 is stated here, pnpm 10.34.5 in package.json",
  ]);
});

test("another program, and another version in .sentinel", () => {
  const dev = repo().root({
    packageManager: "pnpm@12.0.0",
    devEngines: { packageManager: { name: "npm", version: "^11" } },
  });
  expect(judge(packageManager, dev).map(({ message }) => message)).toEqual([
    "npm ^11 is stated here, pnpm 12.0.0 in package.json",
  ]);
  const sentinel = repo().sentinel("1.0.0", { packageManager: "pnpm@9.0.0" });
  expect(judge(packageManager, sentinel).map(({ file }) => file)).toEqual([".sentinel/package.json"]);
});

test("a lockfile of a format that the pinned pnpm does not write", () => {
  const found = judge(
    packageManager,
    repo().root({ packageManager: "pnpm@9.1.0" }).file("pnpm-lock.yaml", lock("6.0")),
  );
  expect(found).toMatchObject([
    { level: "warning", file: "pnpm-lock.yaml", message: "pnpm-lock.yaml is of format 6.0, pnpm 9.1.0 writes 9.0" },
  ]);
});

test.each([
  ["pnpm@11.3.0+sha512.2c40", { pnpm: ">=11.0.0" }, "9.0"],
  ["pnpm@10.34.5", { pnpm: ">=10.16.0 <11", npm: "please use pnpm" }, "9.0"],
  ["pnpm@8.15.5", { pnpm: "8", npm: ">=9", yarn: "^1" }, "6.1"],
  ["pnpm@99.0.0", {}, "9.0"],
  ["yarn@1.22.22", { yarn: "^1" }, "6.0"],
])("silent: %s with %j and format %s", (pin, engines, format) => {
  expect(
    judge(packageManager, repo().root({ packageManager: pin, engines }).file("pnpm-lock.yaml", lock(format))),
  ).toEqual([]);
});

test("silent for npm beside pnpm in a version file, for an example of its own, and without any pin", () => {
  const worlds = [
    repo().file(".tool-versions", "npm 11.0.0\n"),
    repo().pkg("example", { private: true, packageManager: "npm@10.0.0" }),
    repo()
      .root({ packageManager: undefined, engines: { pnpm: "9" } })
      .file("pnpm-lock.yaml", lock("6.0")),
  ];
  expect(worlds.flatMap((world) => judge(packageManager, world))).toEqual([]);
});
