import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { dependentOutOfRange } from "../../../src/rules/plan/dependent-out-of-range.ts";
import { judge, lines, mended } from "../../judge.ts";
import { judgePlanned, type PlannedOptions } from "../../planned.ts";

const world = repo().catalog({ "@s/a": "^1.0.0" }).pkg("@s/a@1.4.0");

function asking(raw: string, field = "dependencies"): World {
  return world.pkg("@s/b@1.0.0", { [field]: { "@s/a": raw } }).changeset("x", { "@s/a": "major" });
}

async function told(of: World, options?: PlannedOptions): Promise<readonly string[]> {
  return lines(await judgePlanned(dependentOutOfRange, of, options));
}

test("a catalog entry that stays behind is one error for all that use it, and its fix is for a person to look at", async () => {
  const shared = asking("catalog:").pkg("@s/c@1.0.0", { peerDependencies: { "@s/a": "catalog:" } });
  const found = await judgePlanned(dependentOutOfRange, shared);
  expect(lines(found)).toEqual([
    "error pnpm-workspace.yaml#/catalog/@s~1a: @s/a becomes 2.0.0, which ^1.0.0 does not admit; Changesets leaves catalogs as they are",
  ]);
  expect(found).toMatchObject([
    {
      hint: 'in packages/b/package.json write "@s/a": "workspace:^", and so in the places listed here',
      related: [
        { file: "packages/b/package.json", message: "@s/b asks for ^1.0.0" },
        { file: "packages/c/package.json", message: "@s/c asks for ^1.0.0" },
      ],
      fix: { safety: "unsafe", edits: [{ value: "workspace:^" }, { value: "workspace:^" }] },
    },
  ]);
  expect(await told(mended(shared, found))).toEqual([]);
});

test("plain ranges that a setting keeps Changesets from, with a mend that admits both where nobody speaks workspace:", async () => {
  const kept = asking("^1.0.0").config({ bumpVersionsWithWorkspaceProtocolOnly: true });
  expect(await told(kept)).toEqual([
    "error packages/b/package.json#/dependencies/@s~1a: @s/a becomes 2.0.0, which ^1.0.0 does not admit; bumpVersionsWithWorkspaceProtocolOnly keeps Changesets from it",
  ]);
  const npm = kept.root({ packageManager: "npm@11.0.0" });
  const found = await judgePlanned(dependentOutOfRange, npm);
  expect(found[0]?.fix?.edits.map(({ value }) => value)).toEqual(["^1.0.0 || ^2.0.0"]);
  expect(await told(mended(npm, found))).toEqual([]);
});

test("a range that Changesets rewrites to one that excludes the very version", async () => {
  expect(await told(asking(">1.0.0").changeset("y", { "@s/b": "patch" }))).toEqual([
    "error packages/b/package.json#/dependencies/@s~1a: @s/a becomes 2.0.0, which >1.0.0 does not admit; Changesets writes >2.0.0 in its place",
  ]);
});

test("an alias stays behind; under another name, or for development alone, it is a warning", async () => {
  const aliased = (field: string, key: string): World =>
    world.pkg("@s/b@1.0.0", { [field]: { [key]: "npm:@s/a@^1.0.0" } }).changeset("x", { "@s/a": "major" });
  const found = await judgePlanned(dependentOutOfRange, aliased("dependencies", "@s/a"));
  expect(lines(found)).toEqual([
    "error packages/b/package.json#/dependencies/@s~1a: @s/a becomes 2.0.0, which npm:@s/a@^1.0.0 does not admit; Changesets leaves aliases as they are",
  ]);
  expect((await told(aliased("dependencies", "a-1")))[0]).toMatch(/^warning/u);
  expect((await told(aliased("devDependencies", "@s/a")))[0]).toMatch(/^warning/u);
  const other = await judgePlanned(dependentOutOfRange, aliased("dependencies", "a-1"));
  expect(other[0]?.fix?.edits.map(({ value }) => value)).toEqual(["workspace:@s/a@^"]);
});

test("version 2 leaves the root manifest as it is, version 3 does not", async () => {
  const rooted = world.root({ devDependencies: { "@s/a": "^1.0.0" } }).changeset("x", { "@s/a": "major" });
  expect(await told(rooted, { major: 2 })).toEqual([
    "warning package.json#/devDependencies/@s~1a: @s/a becomes 2.0.0, which ^1.0.0 does not admit; Changesets leaves the root manifest as it is",
  ]);
  expect(await told(rooted, { major: 3 })).toEqual([]);
});

test("an override that forces everybody back is a warning", async () => {
  const overriding = (entry: string): World =>
    asking("^1.0.0").file("pnpm-workspace.yaml", `packages:\n  - packages/*\noverrides:\n  ${entry}\n`);
  const found = await judgePlanned(dependentOutOfRange, overriding("'@s/a': ^1.0.0"));
  expect(lines(found)).toEqual([
    "warning pnpm-workspace.yaml#/overrides/@s~1a: @s/a becomes 2.0.0, but everybody here is forced to ^1.0.0, and Changesets leaves overrides as they are",
  ]);
  expect(found[0]?.fix?.edits.map(({ value }) => value)).toEqual(["^1.0.0 || ^2.0.0"]);
  const silent = ["'@s/a': workspace:*", "'@s/a@^1': ^1.0.0", "'x>@s/a': ^1.0.0", "'@s/a': '>=1'", "react: ^1.0.0"];
  expect((await Promise.all(silent.map((entry) => told(overriding(entry))))).flat()).toEqual([]);
});

test("silent where Changesets brings it along, where the range admits both, and on what is out of range already", async () => {
  const ranges = [
    "^1.0.0",
    "~1.4.0",
    "1.4.0",
    "workspace:^",
    "workspace:*",
    "workspace:^1.0.0",
    ">=1.0.0",
    "*",
    "link:../a",
    "latest",
  ];
  const fields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const worlds = [
    ...ranges.flatMap((raw) => fields.map((field) => asking(raw, field))),
    asking("^0.9.0"),
    asking("catalog:").catalog({ "@s/a": ">=1.0.0 <3" }),
    world.pkg("@s/b@1.0.0", { dependencies: { "@s/a": "catalog:" } }).changeset("x", { "@s/a": "minor" }),
    asking("^1.0.0").pkg("@s/a@1.4.0", { devDependencies: { "@s/a": "npm:@s/a@^1.0.0" } }),
    asking("^1.0.0").file(".changeset/pre.json", '{"mode":"pre","tag":"next"}'),
  ];
  const options = [{ major: 2 }, { major: 3 }] as const;
  const found = options.flatMap((one) => worlds.map((of) => told(of, one)));
  expect((await Promise.all(found)).flat()).toEqual([]);
  expect(judge(dependentOutOfRange, asking("catalog:"))).toEqual([]);
});
