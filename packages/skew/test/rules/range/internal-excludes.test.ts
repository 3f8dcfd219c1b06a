import { repo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { internalExcludes } from "../../../src/rules/range/internal-excludes.ts";
import { judge, lines, planOf } from "../../judge.ts";

const world = repo().pkg("@s/a@1.4.0");
const b = (range: string, field = "dependencies"): ReturnType<typeof repo> =>
  world.pkg("@s/b@2.0.0", { [field]: { "@s/a": range } });

test("a range that leaves out the workspace version is an error with place, both values and a safe fix", () => {
  const [found, ...others] = judge(internalExcludes, b("^2.0.0"));
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    rule: "range/internal-excludes",
    level: "error",
    file: "packages/b/package.json",
    pointer: "/dependencies/@s~1a",
    line: 5,
    message: "@s/a is 1.4.0 here, which ^2.0.0 does not admit",
    hint: 'in packages/b/package.json write "@s/a": "^1.4.0"',
    package: "@s/b",
    fix: {
      safety: "safe",
      edits: [{ file: "packages/b/package.json", pointer: "/dependencies/@s~1a", value: "^1.4.0" }],
    },
  });
});

describe("silent", () => {
  test.each([
    "^1.0.0",
    "~1.4.0",
    "1.4.0",
    "1.x",
    "*",
    ">=1 <2",
    "workspace:*",
    "workspace:^",
    "workspace:~",
    "workspace:^1.0.0",
    "^0.9.0 || ^1.2.0",
    "npm:@s/a@^1.0.0",
    "link:../a",
    "next",
  ])("%s for 1.4.0", (range) => {
    expect(judge(internalExcludes, b(range))).toEqual([]);
  });

  test("a prerelease inside the range", () => {
    const prerelease = repo()
      .pkg("@s/a@1.5.0-next.2")
      .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "^1.0.0" } });
    expect(judge(internalExcludes, prerelease)).toEqual([]);
  });

  test("a package that tests against its own past, and an unknown name", () => {
    const self = repo().pkg("@s/a@2.0.0", { devDependencies: { "@s/a": "^1.0.0", "left-pad": "^9.0.0" } });
    expect(judge(internalExcludes, self)).toEqual([]);
  });

  test("a peer: that is another rule's", () => {
    expect(judge(internalExcludes, b("^2.0.0", "peerDependencies"))).toEqual([]);
  });
});

test.each([
  ["^2.0.0", "^1.4.0"],
  ["~2.0.0", "~1.4.0"],
  ["2.0.0", "1.4.0"],
  [">=2.0.0", ">=1.4.0"],
  ["workspace:^2.0.0", "workspace:^1.4.0"],
  ["workspace:2.0.0", "workspace:1.4.0"],
  ["npm:@s/a@^2.0.0", "npm:@s/a@^1.4.0"],
  ["2.x", "^1.4.0"],
  ["^2.0.0 || ^3.0.0", "^1.4.0"],
])("the fix of %s keeps prefix and operator: %s", (range, raised) => {
  const values = judge(internalExcludes, b(range)).flatMap(({ fix }) => fix?.edits.map(({ value }) => value) ?? []);
  expect(values).toEqual([raised]);
});

test("a range of devDependencies, or of a package that no release versions, is a warning", () => {
  const playground = world.pkg("play@0.0.0", { private: true, dependencies: { "@s/a": "^2.0.0" } });
  expect(
    [...judge(internalExcludes, b("^2.0.0", "devDependencies")), ...judge(internalExcludes, playground)].map(
      ({ level }) => level,
    ),
  ).toEqual(["warning", "warning"]);
});

describe("with a pending plan", () => {
  test("a range that admits the planned version is information", () => {
    expect(lines(judge(internalExcludes, b("^2.0.0"), planOf({ "@s/a": ["1.4.0", "2.0.0"] })))).toEqual([
      "info packages/b/package.json#/dependencies/@s~1a: @s/a is 1.4.0 here, which ^2.0.0 does not admit; the pending plan makes it 2.0.0",
    ]);
  });

  test("one that Changesets would rewrite stays an error: it is what somebody wrote and nobody meant", () => {
    const plan = planOf({ "@s/a": ["1.4.0", "1.5.0"], "@s/b": ["2.0.0", "2.0.0"] });
    expect(judge(internalExcludes, b("^2.0.0"), plan).map(({ level, fix }) => [level, fix?.safety])).toEqual([
      ["error", "safe"],
    ]);
  });

  test("one that the plan leaves alone stays an error", () => {
    const onlyA = planOf({ "@s/a": ["1.4.0", "1.5.0"] });
    const both = planOf({ "@s/a": ["1.4.0", "1.5.0"], "@s/b": ["2.0.0", "2.0.1"] });
    const protocolOnly = b("^2.0.0").config({ bumpVersionsWithWorkspaceProtocolOnly: true });
    const levels = [judge(internalExcludes, b("^2.0.0"), onlyA), judge(internalExcludes, protocolOnly, both)]
      .flat()
      .map(({ level }) => level);
    expect(levels).toEqual(["error", "error"]);
  });
});

test("a line of the catalog that many use is one finding", () => {
  const many = world
    .catalog({ "@s/a": "^2.0.0" })
    .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "catalog:" } })
    .pkg("@s/c@1.0.0", { dependencies: { "@s/a": "catalog:" } });
  const [found, ...others] = judge(internalExcludes, many);
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    level: "error",
    file: "pnpm-workspace.yaml",
    related: [
      { file: "packages/a/package.json", message: "@s/a is 1.4.0" },
      { file: "packages/c/package.json", message: "@s/c asks for ^2.0.0" },
    ],
  });
  expect(found?.fix?.edits.map(({ value }) => value)).toEqual(["^1.4.0"]);
});

test("a version that none of its dependents admits is one finding, at the version", () => {
  const wrong = repo()
    .pkg("@s/a@9.0.0")
    .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "^1.4.0" } })
    .pkg("@s/c@1.0.0", { dependencies: { "@s/a": "^1.3.0" } });
  const [found, ...others] = judge(internalExcludes, wrong);
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    level: "error",
    file: "packages/a/package.json",
    pointer: "/version",
    message: "@s/a is 9.0.0 here, which none of the 2 ranges that ask for it admits",
    related: [
      { file: "packages/b/package.json", message: "@s/b asks for ^1.4.0" },
      { file: "packages/c/package.json" },
    ],
  });
});

test("one content dependent speaks for the version: then the ranges are reported, each at its place", () => {
  const files = repo()
    .pkg("@s/a@1.4.0")
    .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "^99.0.0" } })
    .pkg("@s/c@1.0.0", { dependencies: { "@s/a": "^99.0.0" } })
    .pkg("@s/d@1.0.0", { dependencies: { "@s/a": "workspace:^" } });
  expect(judge(internalExcludes, files).map(({ file }) => file)).toEqual([
    "packages/b/package.json",
    "packages/c/package.json",
  ]);
});

test("one package that asks twice is two ranges, not a wrong version", () => {
  const twice = { dependencies: { "@s/a": "^2.0.0" }, devDependencies: { "@s/a": "^2.0.0" } };
  const found = judge(internalExcludes, repo().pkg("@s/a@1.4.0").pkg("@s/b@1.0.0", twice));
  expect(found.map(({ pointer, level }) => [pointer, level])).toEqual([
    ["/dependencies/@s~1a", "error"],
    ["/devDependencies/@s~1a", "warning"],
  ]);
});
