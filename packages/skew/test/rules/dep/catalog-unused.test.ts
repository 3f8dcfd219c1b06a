import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { catalogUnused } from "../../../src/rules/dep/catalog-unused.ts";
import { judge, lines, mended } from "../../judge.ts";

test("an entry that nobody asks for is information, at its line", () => {
  const world = repo()
    .catalog({ react: "^19.0.0", vue: "^3.0.0" })
    .pkg("a@1.0.0", { dependencies: { react: "catalog:" } });
  const found = judge(catalogUnused, world);
  expect(lines(found)).toEqual([
    "info pnpm-workspace.yaml#/catalog/vue: the catalog default has vue ^3.0.0, which nobody asks for",
  ]);
  expect(found[0]?.line).toBe(5);
});

test("its fix takes the line away; a catalog that nobody asks, and a range beside it, are left to a person", () => {
  const text =
    "# ours\ncatalog:\n  a: ^1 # old\n  b: ^2\ncatalogs:\n  n:\n    c: ^3\n  m: { d: ^4, e: ^5 }\npackages: []\n";
  const world = repo()
    .root({ dependencies: { b: "catalog:", d: "catalog:m" } })
    .file("pnpm-workspace.yaml", text);
  const after = mended(world, judge(catalogUnused, world));
  expect(after.files().get("pnpm-workspace.yaml")).toBe(
    "# ours\ncatalog:\n  b: ^2\ncatalogs:\n  n:\n    c: ^3\n  m: { d: ^4 }\npackages: []\n",
  );
  expect(judge(catalogUnused, after).map(({ pointer, fix }) => [pointer, fix])).toEqual([["/catalogs/n/c", undefined]]);
  const bypassed = repo()
    .catalog({ x: "^1", y: "^1" })
    .root({ dependencies: { y: "catalog:" } })
    .pkg("a@1.0.0", { dependencies: { x: "^1" } });
  expect(judge(catalogUnused, bypassed).map(({ fix }) => fix)).toEqual([undefined]);
});

test("an entry of a named catalog is not used by who asks the default one", () => {
  const world = repo()
    .pkg("a@1.0.0", { dependencies: { x: "catalog:" } })
    .file("pnpm-workspace.yaml", "packages: ['packages/*']\ncatalog:\n  x: ^1\ncatalogs:\n  n:\n    x: ^2\n");
  expect(judge(catalogUnused, world).map(({ pointer }) => pointer)).toEqual(["/catalogs/n/x"]);
});

test("silent for what a peer, the root, an override or a folder outside the globs asks for", () => {
  const world = repo()
    .root({ devDependencies: { a: "catalog:" } })
    .pkg("p@1.0.0", { peerDependencies: { b: "catalog:default" } })
    .sentinel("1.0.0", { dependencies: { d: "catalog:" } })
    .file(
      "pnpm-workspace.yaml",
      "packages: ['packages/*']\ncatalog:\n  a: ^1\n  b: ^1\n  c: ^1\n  d: ^1\noverrides:\n  x>c: 'catalog:'\n",
    );
  expect(judge(catalogUnused, world)).toEqual([]);
  expect(judge(catalogUnused, repo())).toEqual([]);
});
