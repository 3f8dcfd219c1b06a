import { repo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { toVersionRange } from "../src/manifests/to-version-range.ts";

const yaml = "packages: []\n";

describe("overrides", () => {
  const selectors = (world: ReturnType<typeof repo>): unknown =>
    world
      .workspace()
      .overrides.map(({ name, asked, parent, range, at }) => [name, asked, parent, range, at.file, at.pointer]);

  test("come from pnpm's workspace file with their lines, after catalog, alias and reference", () => {
    const world = repo()
      .root({ dependencies: { b: "^3.0.0" } })
      .file(
        "pnpm-workspace.yaml",
        [
          "packages: []",
          "catalog:",
          "  c: ^2.0.0",
          "overrides:",
          "  a: 1.0.0",
          "  b@>=4 <5: $b",
          "  x@1>@s/c: 'catalog:'",
          "  d: '-'",
          "  e: link:../e",
          "  f: npm:@s/f@^1",
          "  q>c: 'catalog:'",
          "",
        ].join("\n"),
      );
    const file = "pnpm-workspace.yaml";
    expect(selectors(world)).toEqual([
      ["a", undefined, undefined, "1.0.0", file, "/overrides/a"],
      ["b", ">=4 <5", undefined, "^3.0.0", file, "/overrides/b@>=4 <5"],
      ["@s/c", undefined, "x@1", undefined, file, "/overrides/x@1>@s~1c"],
      ["d", undefined, undefined, undefined, file, "/overrides/d"],
      ["e", undefined, undefined, undefined, file, "/overrides/e"],
      ["f", undefined, undefined, undefined, file, "/overrides/f"],
      ["c", undefined, "q", "^2.0.0", file, "/overrides/q>c"],
    ]);
    expect(world.workspace().overrides[0]?.at.line).toBe(5);
  });

  test("come from the root manifest too, as far as its package manager reads them there", () => {
    const fields = {
      pnpm: { overrides: { a: "1.0.0" } },
      resolutions: { "**/b": "2.0.0", "c/d": "1", "e@npm:^1": "1.5.0" },
    };
    const of = (packageManager: string): unknown =>
      repo()
        .root({ ...fields, packageManager })
        .workspace()
        .overrides.map(({ name, asked, at }) => [name, asked, at.pointer]);
    const resolutions = [
      ["b", undefined, "/resolutions/**~1b"],
      ["e", "^1", "/resolutions/e@npm:^1"],
    ];
    expect(of("pnpm@10.1.0")).toEqual([...resolutions, ["a", undefined, "/pnpm/overrides/a"]]);
    expect(of("pnpm@11.0.0")).toEqual(resolutions);
    expect(of("yarn@4.0.0")).toEqual(resolutions);
    expect(of("npm@11.0.0")).toEqual([]);
  });
});

test("settings come from the workspace file, else from .npmrc, with their places", () => {
  const npmrc = repo().file(".npmrc", "registry=x\nlink-workspace-packages = deep\n").file(".pnpmfile.cjs", "");
  expect(repo().workspace().settings).toEqual({
    linkWorkspacePackages: undefined,
    sharedWorkspaceLockfile: undefined,
    hooks: undefined,
  });
  expect(npmrc.workspace().settings).toMatchObject({
    linkWorkspacePackages: { raw: "deep", at: { file: ".npmrc", line: 2 } },
    hooks: ".pnpmfile.cjs",
  });
  expect(
    npmrc.file("pnpm-workspace.yaml", `${yaml}linkWorkspacePackages: false\n`).workspace().settings
      .linkWorkspacePackages,
  ).toMatchObject({ raw: "false", at: { file: "pnpm-workspace.yaml", line: 2, column: 24 } });
});

test("a catalog is there as it is written, and none where the file is no YAML", () => {
  expect([...(repo().catalog({ a: "^1" }).workspace().catalogs.get("default")?.keys() ?? [])]).toEqual(["a"]);
  const broken = repo().file("pnpm-workspace.yaml", "catalog:\n  a: 1\n  a: 2\n").workspace();
  expect([broken.catalogs.size, broken.invalid.length]).toEqual([0, 1]);
});

test("the lockfile is read when it is asked for, once, and only pnpm's", () => {
  const text = "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n";
  const { locked } = repo().file("pnpm-lock.yaml", text).workspace();
  expect(locked()?.importers?.has(".")).toBe(true);
  expect(locked()).toBe(locked());
  expect(repo().workspace().locked()).toBeUndefined();
  expect(
    repo().root({ packageManager: "yarn@1.0.0" }).file("yarn.lock", "a@1:\n").workspace().locked(),
  ).toBeUndefined();
});

describe("pins", () => {
  const pins = (world: ReturnType<typeof repo>): unknown =>
    world
      .workspace()
      .pins()
      .map(({ tool, kind, dir, range, at }) => [tool, kind, dir, range, `${at.file}:${at.pointer ?? at.line}`]);

  test("come from version files, the workspace file, workflows and manifests, in that order", () => {
    const workflow = [
      "jobs:",
      "  test:",
      "    strategy:",
      "      matrix:",
      "        node-version: [18, 20]",
      "        include:",
      "          - node-version: 16",
      "    steps:",
      "      - uses: actions/setup-node@v6",
      "        with:",
      "          cache: pnpm",
      "          node-version: '22.x' # ours",
      "      - with:",
      "          node-version: ${{ matrix.node-version }}",
    ].join("\n");
    const world = repo()
      .file(".nvmrc", "# ours\nlts/iron\n")
      .file(".node-version", "v20.11.0\n")
      .file(".tool-versions", "python 3\nnodejs 20.11.0 18.0.0\npnpm 9.1.0\n")
      .file("pnpm-workspace.yaml", `${yaml}nodeVersion: 24.0.0\n`)
      .file(".github/workflows/ci.yml", workflow)
      .root({
        packageManager: "pnpm@9.1.0+sha512.abc",
        engines: { node: ">=20", vscode: "^1" },
        volta: { node: "20.11.0" },
        devEngines: { runtime: { name: "node", version: "^20" }, packageManager: [{ name: "pnpm", version: "9" }] },
      });
    expect(pins(world)).toEqual([
      ["node", "file", ".", "20.11.0", ".node-version:1"],
      ["node", "file", ".", "20", ".nvmrc:2"],
      ["node", "file", ".", "20.11.0", ".tool-versions:2"],
      ["pnpm", "file", ".", "9.1.0", ".tool-versions:3"],
      ["node", "workspace", ".", "24.0.0", "pnpm-workspace.yaml:/nodeVersion"],
      ["node", "workflow", ".", "22.x", ".github/workflows/ci.yml:12"],
      ["pnpm", "packageManager", ".", "9.1.0", "package.json:/packageManager"],
      ["node", "engines", ".", ">=20", "package.json:/engines/node"],
      ["node", "volta", ".", "20.11.0", "package.json:/volta/node"],
      ["node", "devEngines", ".", "^20", "package.json:/devEngines/runtime/version"],
    ]);
  });

  test("of a member speak for its folder, and what is no text is none", () => {
    const world = repo()
      .root({ packageManager: undefined })
      .pkg("a@1.0.0", { engines: { node: 20, pnpm: ">=9" } });
    expect(pins(world)).toEqual([["pnpm", "engines", "packages/a", ">=9", "packages/a/package.json:/engines/pnpm"]]);
  });
});

test.each([
  ["v20.11.0", "20.11.0"],
  ["20", "20"],
  ["lts/Iron", "20"],
  ["iron", "20"],
  ["^20 || ^22", "^20 || ^22"],
  ["9.1.0+sha512.ab", "9.1.0"],
  ["lts/*", undefined],
  ["latest", undefined],
  ["constructor", undefined],
  ["", undefined],
])("the version %s stands for %s", (written, range) => {
  expect(toVersionRange(written)).toBe(range);
});
