import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { catalogUnused } from "../../../src/rules/dep/catalog-unused.ts";
import { judge, lines } from "../../judge.ts";

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
