import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { catalogMissing } from "../../../src/rules/dep/catalog-missing.ts";
import { judge, lines } from "../../judge.ts";

const asking = (raw: string): ReturnType<typeof repo> =>
  repo()
    .catalog({ react: "^19.0.0" })
    .pkg("a@1.0.0", { dependencies: { react: raw } });

test("an entry that nobody wrote is one error for all who ask, with the nearest name", () => {
  const world = repo()
    .catalog({ "react-dom": "^19.0.0" })
    .pkg("a@1.0.0", { dependencies: { "react-don": "catalog:" } })
    .pkg("b@1.0.0", { peerDependencies: { "react-don": "catalog:default" } });
  const found = judge(catalogMissing, world);
  expect(lines(found)).toEqual([
    "error packages/a/package.json#/dependencies/react-don: the catalog default has no entry react-don; the nearest name is react-dom",
  ]);
  expect(found[0]).toMatchObject({
    line: 5,
    hint: "in pnpm-workspace.yaml add react-don to `catalog`, or state a range",
    related: [{ file: "packages/b/package.json", message: "b asks for it" }],
  });
});

test("a catalog that is not there, and an override that asks one", () => {
  const world = asking("catalog:next").file(
    "pnpm-workspace.yaml",
    "packages: ['packages/*']\noverrides:\n  x: 'catalog:'\n",
  );
  expect(lines(judge(catalogMissing, world))).toEqual([
    "error packages/a/package.json#/dependencies/react: there is no catalog next, which react is asked of",
    "error pnpm-workspace.yaml#/overrides/x: there is no catalog default, which x is asked of",
  ]);
});

test.each(["catalog:", "catalog:default", "^18.0.0", "workspace:*"])("%s is silent", (raw) => {
  expect(judge(catalogMissing, asking(raw))).toEqual([]);
});

test("an entry that is a folder or an alias is an entry; a named catalog is one", () => {
  const world = repo()
    .pkg("a@1.0.0", { dependencies: { x: "catalog:n", y: "catalog:n" } })
    .file("pnpm-workspace.yaml", "packages: ['packages/*']\ncatalogs:\n  n:\n    x: link:../x\n    y: npm:z@^1\n");
  expect(judge(catalogMissing, world)).toEqual([]);
});

test("silent where the catalogs are not known: another package manager, a file that could not be read, a folder outside", () => {
  const worlds = [
    asking("catalog:next").root({ packageManager: "bun@1.2.0" }),
    asking("catalog:next").file("pnpm-workspace.yaml", "packages: ['packages/*']\nx: 1\nx: 2\n"),
    repo()
      .globs([])
      .sentinel("1.0.0", { dependencies: { x: "catalog:" } }),
  ];
  expect(worlds.flatMap((world) => judge(catalogMissing, world))).toEqual([]);
});
