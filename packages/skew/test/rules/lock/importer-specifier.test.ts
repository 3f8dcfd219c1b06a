import { repo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { importerSpecifier } from "../../../src/rules/lock/importer-specifier.ts";
import { judge, lines } from "../../judge.ts";

type Fields = Readonly<Record<string, Readonly<Record<string, string>>>>;

function lockfile(importers: Readonly<Record<string, Fields>>, head = ""): string {
  const blocks = Object.entries(importers).map(([dir, fields]) => {
    const lines_ = Object.entries(fields).flatMap(([field, entries]) => [
      `    ${field}:`,
      ...Object.entries(entries).flatMap(([name, raw]) => [
        `      '${name}':`,
        `        specifier: '${raw}'`,
        "        version: 1.0.0",
      ]),
    ]);
    return [`  ${dir}:${lines_.length === 0 ? " {}" : ""}`, ...lines_, ""].join("\n");
  });
  return `lockfileVersion: '9.0'\n${head}\nimporters:\n\n${blocks.join("\n")}\npackages: {}\n`;
}

const world = (manifest: Fields, locked: Fields | undefined): ReturnType<typeof repo> =>
  repo()
    .pkg("@s/a@1.0.0", manifest)
    .file("pnpm-lock.yaml", lockfile({ ".": {}, ...(locked && { "packages/a": locked }) }));

test("a specifier that differs is an error at the manifest's line, with the lockfile's", () => {
  const found = judge(importerSpecifier, world({ dependencies: { x: "^2.0.0" } }, { dependencies: { x: "^1.0.0" } }));
  expect(lines(found)).toEqual([
    "error packages/a/package.json#/dependencies/x: x is ^2.0.0 in dependencies here, but ^1.0.0 in the lockfile",
  ]);
  expect(found[0]).toMatchObject({
    line: 5,
    hint: "run `pnpm install --lockfile-only`",
    fix: { safety: "safe", edits: [], command: "pnpm install --lockfile-only" },
    package: "@s/a",
    related: [{ file: "pnpm-lock.yaml", line: 7, message: "has packages/a" }],
  });
});

test.each<[string, Fields, Fields | undefined, string]>([
  ["a new dependency", { dependencies: { x: "^1" } }, {}, "x is ^1 in dependencies here, but not in the lockfile"],
  [
    "a dependency that is gone",
    {},
    { devDependencies: { x: "^1" } },
    "x is not in devDependencies here, but ^1 in the lockfile",
  ],
  [
    "a folder that the lockfile lacks",
    { dependencies: { x: "^1" } },
    undefined,
    "x is ^1 in dependencies here, but not in the lockfile",
  ],
  [
    "another field",
    { dependencies: { x: "^1" } },
    { devDependencies: { x: "^1" } },
    "x is ^1 in dependencies here, but not in the lockfile, and 1 more in packages/a/package.json differ",
  ],
  [
    "a name of Object.prototype",
    { dependencies: { constructor: "^1" } },
    {},
    "constructor is ^1 in dependencies here, but not in the lockfile",
  ],
])("%s is found, once for each package", (_, manifest, locked, message) => {
  expect(judge(importerSpecifier, world(manifest, locked)).map((found) => found.message)).toEqual([message]);
});

test("a catalog that was edited is found where it was edited; one that nobody locked is not", () => {
  const text = lockfile(
    { ".": {} },
    "\ncatalogs:\n  default:\n    x:\n      specifier: ^1.0.0\n      version: 1.2.0\n",
  );
  const found = judge(importerSpecifier, repo().catalog({ x: "^2.0.0", y: "^1.0.0" }).file("pnpm-lock.yaml", text));
  expect(lines(found)).toEqual([
    "error pnpm-workspace.yaml#/catalog/x: x is ^2.0.0 in the catalog default, but ^1.0.0 in pnpm-lock.yaml",
  ]);
});

test("a folder that is gone is a warning, since pnpm goes on with it", () => {
  const found = judge(importerSpecifier, repo().file("pnpm-lock.yaml", lockfile({ ".": {}, "packages/gone": {} })));
  expect(found).toMatchObject([
    {
      level: "warning",
      file: "pnpm-lock.yaml",
      line: 7,
      message: "pnpm-lock.yaml has packages/gone, which is no folder of the workspace",
    },
  ]);
});

test("a merge conflict is found at its line", () => {
  const found = judge(
    importerSpecifier,
    repo().file("pnpm-lock.yaml", "lockfileVersion: '9.0'\n<<<<<<< a\nimporters:\n"),
  );
  expect(found).toMatchObject([
    { level: "error", line: 2, message: "pnpm-lock.yaml holds the marks of a merge conflict" },
  ]);
});

describe("silent", () => {
  test.each<[string, Fields, Fields | undefined]>([
    [
      "the same",
      { dependencies: { x: "^1" }, devDependencies: { y: "catalog:" }, optionalDependencies: { z: "workspace:*" } },
      { dependencies: { x: "^1" }, devDependencies: { y: "catalog:" }, optionalDependencies: { z: "workspace:*" } },
    ],
    [
      "a dependency in two fields, locked under the first",
      { dependencies: { x: "^1" }, devDependencies: { x: "^2" } },
      { dependencies: { x: "^1" } },
    ],
    [
      "an optional one before a plain one",
      { dependencies: { x: "^1" }, optionalDependencies: { x: "^1" } },
      { optionalDependencies: { x: "^1" } },
    ],
    ["a peer that pnpm installs", { peerDependencies: { x: "^1" } }, { dependencies: { x: "^1" } }],
    ["a peer that pnpm does not install", { peerDependencies: { x: "^1" } }, {}],
    ["a link that the lockfile leaves out", { dependencies: { x: "link:../x" } }, {}],
    ["a package without dependencies that the lockfile leaves out", {}, undefined],
  ])("%s", (_, manifest, locked) => {
    expect(judge(importerSpecifier, world(manifest, locked))).toEqual([]);
  });

  test("an overridden name, which is locked as it is forced, removed or linked", () => {
    const forced = world({ dependencies: { x: "^1", y: "^1" } }, { dependencies: { x: "2.0.0" } }).file(
      "pnpm-workspace.yaml",
      "packages: ['packages/*']\noverrides:\n  x: 2.0.0\n  y: '-'\n",
    );
    expect(judge(importerSpecifier, forced)).toEqual([]);
  });

  test("with a lockfile in each folder, another package manager, no lockfile, or an old format", () => {
    const stale = world({ dependencies: { x: "^1" } }, undefined);
    const worlds = [
      stale.file("pnpm-workspace.yaml", "packages: ['packages/*']\nsharedWorkspaceLockfile: false\n"),
      stale.root({ packageManager: "yarn@4.0.0" }),
      repo().pkg("a@1.0.0", { dependencies: { x: "^1" } }),
      stale.file("pnpm-lock.yaml", "lockfileVersion: 5.4\n\nimporters:\n\n  .:\n    specifiers: {}\n"),
    ];
    expect(worlds.flatMap((each) => judge(importerSpecifier, each))).toEqual([]);
  });

  test("a folder outside of the globs", () => {
    const outside = repo()
      .globs([])
      .sentinel("1.0.0", { dependencies: { x: "^1" } });
    expect(judge(importerSpecifier, outside.file("pnpm-lock.yaml", lockfile({ ".": {} })))).toEqual([]);
  });
});

test("where a hook may have rewritten the manifest it is a warning", () => {
  const hooked = world({ dependencies: { x: "^2" } }, { dependencies: { x: "^1" } }).file(".pnpmfile.cjs", "");
  expect(judge(importerSpecifier, hooked).map(({ level }) => level)).toEqual(["warning"]);
});
