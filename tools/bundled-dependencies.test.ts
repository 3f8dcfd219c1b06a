import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import config from "../packages/cli/tsdown.config.ts";
import { readPublicPackages } from "./read-public-packages.ts";

type Dependencies = Readonly<Record<string, string>>;

function dependenciesIn(dir: string): Dependencies {
  const text = readFileSync(join(repositoryRoot, dir, "package.json"), "utf8");
  return (JSON.parse(text) as { readonly dependencies?: Dependencies }).dependencies ?? {};
}

/** What the command's build holds, so that it is not installed beside it. */
const bundled = config.flatMap(({ deps }) => [deps?.alwaysBundle ?? []].flat());

function isBundled(name: string): boolean {
  return bundled.some((one) => (one instanceof RegExp ? one.test(name) : one === name));
}

const stated = dependenciesIn("packages/cli");
const within = readPublicPackages(repositoryRoot).filter(({ name }) => Object.hasOwn(stated, name));

test("the command's build holds other packages, and libraries with them", () => {
  expect(within.map(({ name }) => name)).toContain("@releaser/skew");
  expect(isBundled("semver")).toBe(true);
});

test.each(within)("what $name imports is installed with the command that holds it, in the same range", ({ dir }) => {
  const needed = Object.entries(dependenciesIn(dir)).filter(([name]) => !isBundled(name));
  expect(needed.filter(([name, range]) => stated[name] !== range)).toEqual([]);
});
