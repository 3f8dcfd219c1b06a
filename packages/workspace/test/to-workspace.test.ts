import { memoryFiles, repo } from "@releaser/testkit";
import { toWorkspace } from "@releaser/workspace";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchGlobs } from "../src/match-globs.ts";

describe("toWorkspace", () => {
  test("members come by path, with role and manifest; the root is one of them", () => {
    const { members, packageManager, root } = repo().pkg("@s/b@1.0.0").pkg("a@1.0.0").sentinel("0.1.0").workspace();
    expect(root).toBe("/world");
    expect(packageManager).toBe("pnpm");
    expect(members.map(({ dir, role, name }) => [dir, role, name])).toEqual([
      [".", "root", "world"],
      [".sentinel", "member", "sentinel"],
      ["packages/a", "member", "a"],
      ["packages/b", "member", "@s/b"],
    ]);
  });

  test("a .sentinel outside the globs is seen, with and without version; folders of other tools are not", () => {
    const world = repo()
      .pkg("a@1.0.0")
      .globs(["packages/*"])
      .file(".github/package.json", '{"name":"x"}')
      .file(".empty/readme", "");
    const outside = (version?: string): unknown =>
      world
        .sentinel(version)
        .workspace()
        .members.filter(({ role }) => role === "outside")
        .map(({ dir, version: stated }) => [dir, stated]);
    expect(outside("0.1.0")).toEqual([[".sentinel", "0.1.0"]]);
    expect(outside()).toEqual([[".sentinel", undefined]]);
  });

  test("of several folders with one name the first by path wins, and any of them over the root", () => {
    const { packages, members } = repo()
      .root({ name: "a" })
      .pkg("a@2.0.0", {}, { dir: "packages/two" })
      .pkg("a@1.0.0", {}, { dir: "packages/one" })
      .workspace();
    expect(members).toHaveLength(3);
    expect(packages.get("a")?.dir).toBe("packages/one");
  });

  test("a dependency has its place, its range after catalog and alias, and its target", () => {
    const world = repo()
      .pkg("a@1.0.0", { dependencies: { b: "catalog:", c: "catalog:next", alias: "npm:b@^1.0.0", d: "workspace:^" } })
      .pkg("b@1.0.0")
      .file(
        "pnpm-workspace.yaml",
        "packages:\n  - packages/*\ncatalog:\n  b: ^1.0.0\ncatalogs:\n  next:\n    c: ^2.0.0-0\n",
      );
    const found = world
      .workspace()
      .packages.get("a")
      ?.dependencies.map(({ key, name, range, at }) => ({ key, name, range, at }));
    expect(found).toEqual([
      {
        key: "b",
        name: "b",
        range: "^1.0.0",
        at: { file: "pnpm-workspace.yaml", pointer: "/catalog/b", line: 4, column: 6 },
      },
      {
        key: "c",
        name: "c",
        range: "^2.0.0-0",
        at: { file: "pnpm-workspace.yaml", pointer: "/catalogs/next/c", line: 7, column: 8 },
      },
      {
        key: "alias",
        name: "b",
        range: "^1.0.0",
        at: { file: "packages/a/package.json", pointer: "/dependencies/alias" },
      },
      {
        key: "d",
        name: "d",
        range: "*",
        at: { file: "packages/a/package.json", pointer: "/dependencies/d" },
      },
    ]);
  });

  test.each([
    ["lockfileVersion: '9.0'\n", undefined],
    ["", undefined],
    ["# yarn lockfile v1\n", undefined],
    ["lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n", "pnpm-lock.yaml"],
  ])("a lockfile that holds %j locks %s", (text, expected) => {
    expect(repo().file("pnpm-lock.yaml", text).workspace().lockfile).toBe(expected);
  });

  test("what cannot be read is said with its place, and the rest is read", () => {
    const world = repo()
      .pkg("good@1.0.0")
      .file("packages/bad/package.json", "{")
      .globs(["packages/*"])
      .pkg("no name@1.0.0", {}, { dir: "packages/odd" });
    const { invalid, packages } = world
      .file("packages/odd2/package.json", '{"name":"odd2",\n"dependencies":{"x":1}}')
      .workspace();
    expect(packages.has("good")).toBe(true);
    expect(invalid.map(({ at, reason }) => [at.file, at.line, reason.slice(0, 20)])).toEqual([
      ["packages/bad/package.json", undefined, "is no JSON: Expected"],
      ["packages/odd/package.json", 2, "states a name that n"],
      ["packages/odd2/package.json", 2, "states a dependency "],
    ]);
  });

  test("names of Object.prototype are names like others", () => {
    const world = repo()
      .pkg("constructor@1.0.0")
      .pkg("a@1.0.0", { dependencies: { toString: "^1.0.0", ["__proto__"]: "^1.0.0" } });
    const { packages } = world.changeset("x", { constructor: "patch", valueOf: "patch" }).workspace();
    expect(packages.get("constructor")?.version).toBe("1.0.0");
    expect(packages.get("a")?.dependencies.map(({ name }) => name)).toEqual(["toString", "__proto__"]);
  });

  test("a private flag is one as true and as text", () => {
    const { packages } = repo()
      .pkg("a@1.0.0", { private: "true" })
      .pkg("b@1.0.0", { private: true })
      .pkg("c@1.0.0")
      .workspace();
    expect(["a", "b", "c"].map((name) => packages.get(name)?.private)).toEqual([true, true, false]);
  });

  test("without a root manifest, without anything, it is still a workspace", () => {
    expect(toWorkspace(memoryFiles(new Map()), { root: "/x" })).toMatchObject({
      members: [],
      changesets: undefined,
      lockfile: undefined,
      git: undefined,
    });
  });

  test("a glob that leads out of the repository is refused, and nothing is read there", () => {
    const files = memoryFiles(
      new Map([
        ["package.json", '{"workspaces":["../*","/etc","p/../../x","p/*"]}'],
        ["p/a/package.json", '{"name":"a"}'],
      ]),
    );
    const list = (dir: string): ReturnType<typeof files.list> => {
      expect(dir).not.toMatch(/^\/|\.\./u);
      return files.list(dir);
    };
    const { invalid, members } = toWorkspace({ ...files, list }, { root: "/x" });
    expect(members.map(({ dir }) => dir)).toEqual([".", "p/a"]);
    expect(invalid.map(({ reason }) => reason)).toEqual(
      ["../*", "/etc", "p/../../x"].map(
        (glob) => `has the workspace glob ${JSON.stringify(glob)}, which leads out of the repository`,
      ),
    );
  });

  test("workspaces of npm and yarn, and of lerna", () => {
    const files = (manifest: unknown, more: Readonly<Record<string, string>> = {}): ReturnType<typeof memoryFiles> =>
      memoryFiles(
        new Map([
          ["package.json", JSON.stringify(manifest)],
          ["p/a/package.json", '{"name":"a"}'],
          ...Object.entries(more),
        ]),
      );
    for (const world of [
      files({ workspaces: ["p/*"] }),
      files({ workspaces: { packages: ["./p/*/"] } }),
      files({}, { "lerna.json": '{"packages": ["p/*"]}' }),
    ]) {
      expect(toWorkspace(world, { root: "/x" }).packages.get("a")?.role).toBe("member");
    }
  });
});

describe("what .changeset holds", () => {
  test("groups and ignored names are resolved, idle patterns stay, private packages are skipped by default", () => {
    const world = repo()
      .pkg("@s/a@1.0.0")
      .pkg("@s/b@1.0.0")
      .pkg("c@1.0.0")
      .pkg("p@1.0.0", { private: true })
      .pkg("v")
      .sentinel("0.1.0");
    const { config, skipped } = { ...world.config({ fixed: [["@s/*"]], ignore: ["c", "no*"] }).workspace().changesets };
    expect(config).toMatchObject({
      fixed: [["@s/a", "@s/b"]],
      ignore: ["c", "no*"],
      privatePackages: { version: false, tag: false },
      baseBranch: "main",
    });
    expect([...(skipped ?? [])].toSorted()).toEqual(["c", "p", "v"]);
  });

  test("version 2 versions private packages unless told otherwise", () => {
    const world = repo().pkg("p@1.0.0", { private: true });
    expect(world.workspace({ major: 2 }).changesets?.skipped.has("p")).toBe(false);
    expect(world.config({ privatePackages: false }).workspace({ major: 2 }).changesets?.skipped.has("p")).toBe(true);
  });

  test("both shapes of pre state come in one", () => {
    const text = "---\na: patch\n---\n\nText\n";
    const world = repo().pkg("a@1.0.0-next.0").file(".changeset/new.md", text);
    const two = world
      .file(".changeset/used.md", text)
      .file(".changeset/pre.json", '{"mode":"pre","tag":"next","initialVersions":{"a":"1.0.0"},"changesets":["used"]}');
    const three = world
      .file(".changeset/pre/used.md", text)
      .file(".changeset/pre.json", '{"mode":"exit","tag":"next"}');
    expect(two.workspace().changesets?.pre).toEqual({
      mode: "pre",
      tag: "next",
      initialVersions: { a: "1.0.0" },
      changesets: ["used"],
    });
    expect(three.workspace().changesets?.pre).toEqual({
      mode: "exit",
      tag: "next",
      initialVersions: {},
      changesets: ["pre/used"],
    });
    expect(three.workspace().changesets?.changesets.map(({ id, file }) => [id, file])).toEqual([
      ["new", ".changeset/new.md"],
      ["pre/used", ".changeset/pre/used.md"],
    ]);
  });

  test.each(["{", '{"mode":"other","tag":"x"}', '{"mode":"pre","tag":"$(id)"}', '{"mode":"pre"}'])(
    "the pre state %s is said to be none",
    (text) => {
      const state = repo().file(".changeset/pre.json", text).workspace().changesets;
      expect(state?.pre).toBeUndefined();
      expect(state?.invalid.map(({ at }) => at.file)).toEqual([".changeset/pre.json"]);
    },
  );

  test.each([
    ["$(id).md", "no plain word"],
    ["a;rm -rf x.md", "no plain word"],
    ["a\u202Egnp.md", "no plain word"],
    ["a\nb.md", "no plain word"],
    [`${"a".repeat(300)}.md`, "no plain word"],
    ["nearly.mdx", "another suffix"],
    ["large.md", "more than 64 KB"],
  ])("the file %j is refused", (name, reason) => {
    const text = name === "large.md" ? `---\na: patch\n---\n${"\n ".repeat(40_000)}` : "---\na: patch\n---\n";
    const { invalid, changesets } = {
      ...repo().pkg("a@1.0.0").file(`.changeset/${name}`, text).workspace().changesets,
    };
    expect(changesets).toEqual([]);
    expect(invalid).toMatchObject([{ at: { file: `.changeset/${name}` }, reason: expect.stringContaining(reason) }]);
  });

  test("notes for people and tools beside the changesets are no changesets", () => {
    const world = repo()
      .file(".changeset/README.md", "x")
      .file(".changeset/AGENTS.md", "x")
      .file(".changeset/.hidden.md", "x")
      .file(".changeset/changelog.cjs", "x");
    expect(world.workspace().changesets).toMatchObject({ changesets: [], invalid: [] });
  });

  test("a .sentinel is not skipped for being private", () => {
    const world = repo().pkg("p@1.0.0", { private: true }).sentinel("0.1.0");
    expect([...(world.workspace().changesets?.skipped ?? [])]).toEqual(["p"]);
  });
});

describe("matchGlobs", () => {
  const manifests = ["packages/a", "packages/b/test/c", "packages/node_modules/d", "packages/.dot", ".sentinel", "e"];
  const tree = memoryFiles(new Map(manifests.map((dir) => [`${dir}/package.json`, "{}"])));

  test.each([
    [["packages/*"], ["packages/a"]],
    [["packages/**"], ["packages/a", "packages/b/test/c"]],
    [["packages/**", "!**/test/**"], ["packages/a"]],
    [["!packages/a", "packages/*"], []],
    [
      [".sentinel", "e"],
      [".sentinel", "e"],
    ],
    [["./e/", "e/package.json"], ["e"]],
    [["{e,packages/a}"], ["e", "packages/a"]],
    [["*"], ["e"]],
    [["absent/*"], []],
  ])("%j names %j", (globs, dirs) => {
    expect(matchGlobs(tree, globs).dirs.filter((dir) => tree.read(`${dir}/package.json`) !== undefined)).toEqual(dirs);
  });

  test("tells the patterns that match nothing as they are written, exclusions and what these leave empty aside", () => {
    const globs = ["packages/*", "./absent/*", "gone", "!nowhere", "e", "!e", "."];
    expect([...matchGlobs(tree, globs).idle]).toEqual(["./absent/*", "gone", "."]);
  });

  test("never throws, and no member is read that is not there", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({
            unit: fc.constantFrom(
              "a",
              "e",
              "*",
              "/",
              ".",
              "!",
              "{",
              "}",
              ",",
              "[",
              "]",
              "(",
              ")",
              "|",
              "?",
              "@",
              "packages",
            ),
          }),
        ),
        (globs) => {
          const world = manifests.reduce((one, dir) => one.file(`${dir}/package.json`, "{}"), repo().globs(globs));
          const { members } = world.workspace();
          expect(members.map(({ dir }) => dir).filter((dir) => dir !== "." && !manifests.includes(dir))).toEqual([]);
        },
      ),
    );
  });
});
