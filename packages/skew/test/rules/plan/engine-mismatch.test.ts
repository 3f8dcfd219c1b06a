import type { Planner } from "@releaser/core";
import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { engineMismatch } from "../../../src/rules/plan/engine-mismatch.ts";
import { judge, lines } from "../../judge.ts";
import { judgePlanned } from "../../planned.ts";

const name = "@changesets/cli";
const world = repo().pkg("a@1.0.0").pkg("tools@1.0.0", { private: true });
const bundled: Planner = { name, version: "3.0.3", from: "bundled" };

function declaring(range: string): World {
  return world.root({ devDependencies: { [name]: range } });
}

test("a .changeset folder without any Changesets is a warning that says whose plan this is", async () => {
  const found = await judgePlanned(engineMismatch, world, { planner: bundled });
  expect(lines(found)).toEqual([
    "warning package.json#: there is a .changeset folder, but nothing here declares or has @changesets/cli; the one that comes with Releaser, 3.0.3, plans",
  ]);
  expect(found[0]?.hint).toBe("`pnpm add --save-dev --workspace-root @changesets/cli`");
});

test("another major than declared is a warning where it is declared", async () => {
  const stale = await judgePlanned(engineMismatch, declaring("^3.0.0"), { major: 2 });
  expect(lines(stale)).toEqual([
    "warning package.json#/devDependencies/@changesets~1cli: @changesets/cli ^3.0.0 is declared, but 2.31.0 is installed and plans; versions 3 and 2 plan differently",
  ]);
  const absent = await judgePlanned(engineMismatch, declaring("^2.27.1"), { planner: bundled });
  expect(absent).toMatchObject([
    {
      message:
        "@changesets/cli ^2.27.1 is declared but not installed, so the 3.0.3 that comes with Releaser plans; versions 2 and 3 plan differently",
      hint: "`pnpm install`, then plan again",
    },
  ]);
});

test("declared through a catalog, or by a package that keeps the tools, is declared", async () => {
  const worlds = [
    declaring("catalog:").catalog({ [name]: "^2.31.0" }),
    world.pkg("tools@1.0.0", { private: true, dependencies: { [name]: "2.31.0" } }),
  ];
  const found = await Promise.all(worlds.map((one) => judgePlanned(engineMismatch, one, { planner: bundled })));
  expect(found.flat().map(({ file }) => file)).toEqual(["pnpm-workspace.yaml", "packages/tools/package.json"]);
});

test("silent where the majors agree, installed or not, where the range admits both, and where there is no Changesets", async () => {
  const found = await Promise.all([
    judgePlanned(engineMismatch, declaring("^3.0.0"), { planner: bundled }),
    judgePlanned(engineMismatch, declaring("^3.0.0")),
    judgePlanned(engineMismatch, declaring("^2.29.0"), { major: 2 }),
    judgePlanned(engineMismatch, declaring("^2.29.0 || ^3.0.0")),
    judgePlanned(engineMismatch, declaring("latest")),
    judgePlanned(engineMismatch, world, { major: 2 }),
  ]);
  expect(found.flat()).toEqual([]);
  expect(judge(engineMismatch, world.config(undefined))).toEqual([]);
});
