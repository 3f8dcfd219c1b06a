import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { enginesConflict } from "../../../src/rules/tool/engines-conflict.ts";
import { judge, lines } from "../../judge.ts";

const asking = (a: string, b: string): ReturnType<typeof repo> =>
  repo()
    .pkg("a@1.0.0", { engines: { node: a } })
    .pkg("b@1.0.0", { engines: { node: b } });

test("two packages that no Node runs both", () => {
  const found = judge(enginesConflict, asking("^18 || ^20", ">=22"));
  expect(lines(found)).toEqual([
    "error packages/b/package.json#/engines/node: packages/b/package.json asks for Node >=22, packages/a/package.json asks for ^18 || ^20: no version is both",
  ]);
  expect(found[0]).toMatchObject({
    package: "b",
    related: [{ file: "packages/a/package.json", message: "asks for ^18 || ^20" }],
  });
});

test("the root speaks for all, and so does a pin; one that is wrong is one finding", () => {
  const root = asking("^18", "^18").root({ engines: { node: ">=20" } });
  expect(judge(enginesConflict, root).map(({ file }) => file)).toEqual([
    "packages/a/package.json",
    "packages/b/package.json",
  ]);
  expect(lines(judge(enginesConflict, asking(">=20", ">=18").file(".nvmrc", "18.1.0\n")))).toEqual([
    "error packages/a/package.json#/engines/node: packages/a/package.json asks for Node >=20, .nvmrc pins 18.1.0: no version is both",
  ]);
});

test.each([
  ["the same", ">=20", ">=20"],
  ["ranges that meet", "^20.19 || >=22.12", ">=18"],
  ["a range of several lines", "^18.17.0 || >=20.5.0", "^22"],
  ["what is no range", "lts", ">=20"],
])("silent: %s", (_, a, b) => {
  expect(judge(enginesConflict, asking(a, b))).toEqual([]);
});

test("silent for an example, for a pin that meets, for a workflow that tests with an older one, and for other engines", () => {
  const old = "jobs:\n  t:\n    steps:\n      - with:\n          node-version: 16\n";
  const worlds = [
    repo()
      .root({ engines: { node: ">=22" } })
      .pkg("example", { private: true, engines: { node: "^18" } }),
    asking(">=20", ">=22").file(".nvmrc", "24"),
    asking(">=20", ">=22").file(".nvmrc", "lts/*"),
    asking(">=20", ">=22").file(".github/workflows/ci.yml", old),
    repo()
      .pkg("a@1.0.0", { engines: { vscode: "^1", npm: "^8" } })
      .pkg("b@1.0.0", { engines: { vscode: "^2", npm: "^9" } }),
  ];
  expect(worlds.flatMap((world) => judge(enginesConflict, world))).toEqual([]);
});
