import type { Package } from "@releaser/core";
import { lockOf, repo, tempDir } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toLocked } from "../src/lockfile/read-locked.ts";
import { repeatsManifests } from "../src/lockfile/repeats-manifests.ts";

const lock = `lockfileVersion: '9.0'

importers:

  .: {}

  packages/a:
    dependencies:
      '@s/b':
        specifier: workspace:^
        version: link:../b
      x:
        specifier: '>=1 <3'
        version: 2.0.0
    devDependencies:
      y:
        specifier: ~1.2.3
        version: 1.2.4

  packages/b: {}

`;

const world = repo()
  .pkg("a@1.0.0", { dependencies: { x: ">=1 <3", "@s/b": "workspace:^" }, devDependencies: { y: "~1.2.3" } })
  .pkg("@s/b@1.0.0");

function packages(of = world): readonly Package[] {
  return of.workspace().members;
}

describe("a lockfile that says what the manifests say", () => {
  test("is told without a scan, whatever the order of keys and quotes", () => {
    expect(repeatsManifests(lock, packages())).toBe(true);
    expect(
      repeatsManifests(
        lock.replace("'>=1 <3'", ">=1 <3").replace("specifier: ~1.2.3", "specifier: '~1.2.3'"),
        packages(),
      ),
    ).toBe(true);
    expect(repeatsManifests(lock.trimEnd(), packages())).toBe(true);
    expect(repeatsManifests(`${lock}overrides:\n  z: 1.0.0\n`, packages())).toBe(true);
  });

  test("as pnpm's own form of it is", () => {
    const dir = world.write(tempDir());
    expect(toLocked(lockOf(dir), "pnpm-lock.yaml").repeats(packages())).toBe(true);
  });
});

test.each([
  ["another specifier", lock.replace("~1.2.3", "~1.2.4")],
  ["a specifier that goes on", lock.replace("~1.2.3", "~1.2.3-0")],
  ["a comment behind it", lock.replace("~1.2.3", "~1.2.3 # z")],
  [
    "one more entry",
    lock.replace("    devDependencies:", "      z:\n        specifier: 1\n        version: 1\n    devDependencies:"),
  ],
  ["one entry less", lock.replace("      y:\n        specifier: ~1.2.3\n        version: 1.2.4\n", "")],
  ["another field", lock.replace("devDependencies", "optionalDependencies")],
  ["an importer more", lock.replace("  packages/b: {}", "  packages/b: {}\n\n  packages/c: {}")],
  ["an importer less", lock.replace("  packages/b: {}\n", "")],
  ["an importer twice", lock.replace("  packages/b: {}", "  packages/b: {}\n\n  packages/b: {}")],
  ["the section twice", `${lock}\nimporters:\n\n  .: {}\n`],
  ["no importers", "lockfileVersion: '9.0'\n"],
  ["another form", JSON.stringify({ importers: {} })],
])("not told: %s", (_, text) => {
  expect(repeatsManifests(text, packages())).toBe(false);
});

test("never told wrongly, however lines are lost, doubled or exchanged", () => {
  const lines = lock.split("\n");
  const index = fc.nat({ max: lines.length - 1 });
  const said = toLocked(lock, "pnpm-lock.yaml").importers;
  const bare = (importers: typeof said): unknown =>
    new Map([...(importers ?? [])].map(([dir, { line: _, ...fields }]) => [dir, fields]));
  fc.assert(
    fc.property(fc.constantFrom("lose", "double", "exchange"), index, index, (how, from, to) => {
      const edited = lines.toSpliced(
        from,
        how === "double" ? 0 : 1,
        ...(how === "lose" ? [] : [lines[how === "double" ? from : to] ?? ""]),
      );
      const text = edited.join("\n");
      const locked = toLocked(text, "pnpm-lock.yaml");
      expect(locked.repeats(packages()) ? bare(locked.importers) : bare(said)).toEqual(bare(said));
    }),
    { numRuns: 500 },
  );
});
