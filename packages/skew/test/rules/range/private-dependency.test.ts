import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { privateDependency } from "../../../src/rules/range/private-dependency.ts";
import { judge, lines } from "../../judge.ts";

const needing = (raw: string, fields: Readonly<Record<string, unknown>> = {}): ReturnType<typeof repo> =>
  repo()
    .pkg("hidden@1.2.0", { private: true })
    .pkg("shown@1.0.0", { dependencies: { hidden: raw }, ...fields });

test("a private package among the dependencies of a public one is an error, with both places", () => {
  const found = judge(privateDependency, needing("workspace:^"));
  expect(lines(found)).toEqual([
    "error packages/shown/package.json#/dependencies/hidden: shown is public and has hidden in dependencies, which is private, so no registry has it",
  ]);
  expect(found[0]).toMatchObject({
    package: "shown",
    related: [{ file: "packages/hidden/package.json", message: "hidden is private" }],
  });
});

test("so it is as a peer, as an optional dependency, through a catalog and by a range that admits it", () => {
  const worlds = [
    needing("x", { dependencies: {}, peerDependencies: { hidden: "workspace:^" } }),
    needing("x", { dependencies: {}, optionalDependencies: { hidden: "workspace:*" } }),
    needing("^1.0.0"),
    needing("catalog:").catalog({ hidden: "^1.0.0" }),
  ];
  expect(worlds.map((world) => judge(privateDependency, world).length)).toEqual([1, 1, 1, 1]);
});

test("silent for development, for what is bundled, for an optional peer, and for the registry's package of that name", () => {
  const worlds = [
    needing("x", { dependencies: {}, devDependencies: { hidden: "workspace:*" } }),
    needing("workspace:^", { bundledDependencies: ["hidden"] }),
    needing("workspace:^", { bundleDependencies: true }),
    needing("x", {
      dependencies: {},
      peerDependencies: { hidden: "workspace:^" },
      peerDependenciesMeta: { hidden: { optional: true } },
    }),
    needing("^9.0.0"),
    needing("npm:other@^1.0.0"),
  ];
  expect(worlds.flatMap((world) => judge(privateDependency, world))).toEqual([]);
});

test("silent where the package that asks is private or ignored", () => {
  const ignored = needing("workspace:^").config({ ignore: ["shown"] });
  expect(
    [needing("workspace:^", { private: true }), ignored].flatMap((world) => judge(privateDependency, world)),
  ).toEqual([]);
});
