import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { catalogBypassed } from "../../../src/rules/dep/catalog-bypassed.ts";
import { judge, lines, mended } from "../../judge.ts";

const asking = (raw: string, field = "dependencies"): ReturnType<typeof repo> =>
  repo()
    .catalog({ react: "^19.0.0" })
    .pkg("a@1.0.0", { [field]: { react: raw } });

test("another range than the catalog's is a warning, and its fix is for a person to look at", () => {
  const found = judge(catalogBypassed, asking("^18.0.0"));
  expect(lines(found)).toEqual([
    "warning packages/a/package.json#/dependencies/react: react is asked for as ^18.0.0, the catalog has ^19.0.0",
  ]);
  expect(found[0]).toMatchObject({ line: 5, fix: { safety: "unsafe", edits: [{ value: "catalog:" }] } });
  expect(judge(catalogBypassed, mended(asking("^18.0.0"), found))).toEqual([]);
});

test("the same range is a warning with a safe fix", () => {
  const [found] = judge(catalogBypassed, asking("^19.0.0", "devDependencies"));
  expect(found).toMatchObject({
    level: "warning",
    message: "react is asked for as ^19.0.0, the catalog has the same",
    hint: 'in packages/a/package.json write "react": "catalog:"',
    fix: { safety: "safe" },
  });
});

test("of named catalogs the one with the same range is meant, or the only one; of several others none", () => {
  const named = (raw: string, more: string): unknown =>
    judge(
      catalogBypassed,
      asking(raw).file(
        "pnpm-workspace.yaml",
        `packages: ['packages/*']\ncatalogs:\n  r18:\n    react: ^18.0.0\n${more}`,
      ),
    ).map(({ fix }) => [fix?.safety, fix?.edits[0]?.value]);
  expect(named("^18.0.0", "  r19:\n    react: ^19.0.0\n")).toEqual([["safe", "catalog:r18"]]);
  expect(named("^17.0.0", "")).toEqual([["unsafe", "catalog:r18"]]);
  expect(named("^17.0.0", "  r19:\n    react: ^19.0.0\n")).toEqual([]);
});

test("in a package that no release versions it is information; in the root it is not", () => {
  const world = repo()
    .catalog({ react: "^19.0.0" })
    .root({ devDependencies: { react: "^18.0.0" } })
    .pkg("example", { private: true, dependencies: { react: "^18.0.0" } });
  expect(judge(catalogBypassed, world).map(({ level }) => level)).toEqual(["warning", "info"].toSorted().toReversed());
});

test("silent for a peer, a catalog, a folder, an alias, a tag, what no catalog holds, and another package manager", () => {
  const worlds = [
    asking(">=18", "peerDependencies"),
    ...["catalog:", "link:../x", "npm:preact@^10", "next", "workspace:*"].map((raw) => asking(raw)),
    repo()
      .catalog({ vue: "^3.0.0" })
      .pkg("a@1.0.0", { dependencies: { react: "^1.0.0" } }),
    asking("^18.0.0").root({ packageManager: "yarn@4.0.0" }),
  ];
  expect(worlds.flatMap((world) => judge(catalogBypassed, world))).toEqual([]);
});
