import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { dependentOutOfRange } from "../../../src/rules/plan/dependent-out-of-range.ts";
import { skippedDependent } from "../../../src/rules/plan/skipped-dependent.ts";
import { lines } from "../../judge.ts";
import { judgePlanned } from "../../planned.ts";

function skipping(fields: Readonly<Record<string, unknown>>): World {
  return repo()
    .catalog({ "@s/a": "^1.0.0" })
    .pkg("@s/a@1.4.0")
    .pkg("@s/b@1.0.0")
    .pkg("@s/old@3.0.0", fields)
    .config({ ignore: ["@s/old"] });
}

const breaking = { "@s/a": "major" };

test("a published package that is ignored and outgrown is a warning", async () => {
  const found = await judgePlanned(
    skippedDependent,
    skipping({ dependencies: { "@s/a": "^1.0.0", "@s/b": "~1.0.0" } }).changeset("x", { ...breaking, "@s/b": "minor" }),
  );
  expect(lines(found)).toEqual([
    "warning packages/old/package.json#/dependencies/@s~1a: @s/a becomes 2.0.0, which ^1.0.0 does not admit, and @s/old, which asks for it, is ignored: its users stay with what was published",
  ]);
  expect(found).toMatchObject([
    { package: "@s/old", related: [{ message: "@s/b becomes 1.1.0, which ~1.0.0 does not admit" }] },
  ]);
});

test("workspace: counts as the range that was published, and so does a catalog; Changesets' own rule is told once", async () => {
  const ranges = ["workspace:^", "workspace:~", "workspace:*", "workspace:^1.2.0", "catalog:"];
  const found = ranges.map(async (raw) => {
    const world = skipping({ optionalDependencies: { "@s/a": raw } }).changeset("x", breaking);
    expect(await judgePlanned(dependentOutOfRange, world)).toEqual([]);
    return (await judgePlanned(skippedDependent, world))[0]?.message.split(",")[1];
  });
  expect(await Promise.all(found)).toEqual([
    " which ^1.4.0 does not admit",
    " which ~1.4.0 does not admit",
    " which 1.4.0 does not admit",
    " which ^1.2.0 does not admit",
    " which ^1.0.0 does not admit",
  ]);
});

test("silent where the range admits the new version, for private packages, other fields, and what is released too", async () => {
  const worlds = [
    skipping({ dependencies: { "@s/a": ">=1.0.0" } }),
    skipping({ dependencies: { "@s/a": "^1.0.0" }, private: true }),
    skipping({ devDependencies: { "@s/a": "^1.0.0" }, peerDependencies: { "@s/a": "^1.0.0" } }),
    skipping({ dependencies: { "@s/a": "^1.0.0" } }).config({ ignore: [] }),
    skipping({ dependencies: { "@s/a": "^0.9.0" } }),
  ];
  const found = await Promise.all(
    worlds.map((world) => judgePlanned(skippedDependent, world.changeset("x", breaking))),
  );
  expect(found.flat()).toEqual([]);
});
