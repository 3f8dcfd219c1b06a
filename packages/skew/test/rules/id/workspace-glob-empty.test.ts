import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { workspaceGlobEmpty } from "../../../src/rules/id/workspace-glob-empty.ts";
import { judge, lines } from "../../judge.ts";

const world = repo().pkg("a@1.0.0");
const found = (one: World): readonly string[] => lines(judge(workspaceGlobEmpty, one));

test("a pattern that matches no package is told where it stands", () => {
  expect(found(world.globs(["packages/*", "!**/skip/**", "apps/*", "site"]))).toEqual([
    "warning pnpm-workspace.yaml#/packages/2: the workspace pattern apps/* matches no folder with a package.json",
    "warning pnpm-workspace.yaml#/packages/3: the workspace pattern site matches no folder with a package.json",
  ]);
});

test("also in the root manifest and in lerna.json", () => {
  const elsewhere = world.file("pnpm-workspace.yaml", "");
  expect(
    [
      ...found(elsewhere.root({ workspaces: ["packages/*", "apps/*"] })),
      ...found(elsewhere.root({ workspaces: { packages: ["apps/*"] } })),
      ...found(elsewhere.file("lerna.json", '{ "packages": ["apps/*"] }\n')),
    ].map((line) => line.split(":")[0]),
  ).toEqual([
    "warning package.json#/workspaces/1",
    "warning package.json#/workspaces/packages/0",
    "warning lerna.json#/packages/0",
  ]);
});

test("silent for exclusions that leave nothing out, for what exclusions leave empty, and for the root itself", () => {
  expect(found(world.globs([".", "packages/*", "packages/**", "!packages/a", "!**/test/**"]))).toEqual([]);
});
