import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { nodePins } from "../../../src/rules/tool/node-pins.ts";
import { judge, lines, mended } from "../../judge.ts";

const workflow = (value: string): string =>
  `jobs:\n  t:\n    steps:\n      - uses: actions/setup-node@v6\n        with:\n          node-version: ${value}\n`;

test("a file that pins another Node than the first is a warning with a safe fix", () => {
  const world = repo().file(".node-version", "24.11.0\n").file(".nvmrc", "v22.3.0\n");
  const found = judge(nodePins, world);
  expect(lines(found)).toEqual(["warning .nvmrc#: .nvmrc pins Node v22.3.0, .node-version 24.11.0"]);
  expect(found[0]).toMatchObject({ line: 1, fix: { safety: "safe", edits: [{ file: ".nvmrc", value: "24.11.0\n" }] } });
  expect(judge(nodePins, mended(world, found))).toEqual([]);
});

test("volta, devEngines, .tool-versions, pnpm's setting and a workflow are compared with it too", () => {
  const world = repo()
    .file(".nvmrc", "24.11.0")
    .file(".tool-versions", "nodejs 22.1.0\n")
    .file("pnpm-workspace.yaml", "packages: []\nnodeVersion: 20.1.0\n")
    .file(".github/workflows/ci.yml", workflow('"18"'))
    .root({ volta: { node: "24.12.0" }, devEngines: { runtime: { name: "node", version: "^22" } } });
  expect(judge(nodePins, world).map(({ file, line, fix }) => [file, line, fix?.edits[0]?.value])).toEqual([
    [".github/workflows/ci.yml", 6, workflow('"24.11.0"')],
    [".tool-versions", 1, "nodejs 24.11.0\n"],
    ["package.json", 7, "24.11.0"],
    ["package.json", 12, "24.11.0"],
    ["pnpm-workspace.yaml", 2, "24.11.0"],
  ]);
  expect(judge(nodePins, mended(world, judge(nodePins, world)))).toEqual([]);
});

test("comments, line ends and what else the file holds stay; where the first is a range there is no fix", () => {
  const world = repo().file(".node-version", "24.11.0\n").file(".nvmrc", "# which Node\r\nv22.3.0 # old\r\n");
  expect(mended(world, judge(nodePins, world)).files().get(".nvmrc")).toBe("# which Node\r\n24.11.0 # old\r\n");
  const found = judge(nodePins, world.file(".node-version", "24\n"));
  expect(found.map(({ fix }) => fix)).toEqual([undefined]);
});

test.each([
  ["a coarser pin of the same", "24.11.0", "24"],
  ["a range that holds it", "24.11.0", ">=22"],
  ["the name of its line", "lts/krypton", "24.x"],
  ["a pin that moves", "24.11.0", "lts/*"],
  ["an expression", "24.11.0", "${{ matrix.node }}"],
])("silent: %s", (_, file, value) => {
  expect(judge(nodePins, repo().file(".nvmrc", file).file(".github/workflows/ci.yml", workflow(value)))).toEqual([]);
});

test("silent for a matrix, for engines, and for workflows alone, which test with what they like", () => {
  const matrix = "jobs:\n  t:\n    strategy:\n      matrix:\n        include:\n          - node-version: 18\n";
  const worlds = [
    repo().file(".nvmrc", "24").file(".github/workflows/ci.yml", matrix),
    repo()
      .file(".nvmrc", "24")
      .root({ engines: { node: ">=18 <20" } }),
    repo().file(".github/workflows/a.yml", workflow("18")).file(".github/workflows/b.yml", workflow("24")),
  ];
  expect(worlds.flatMap((world) => judge(nodePins, world))).toEqual([]);
});
