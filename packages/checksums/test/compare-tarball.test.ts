import { describe, expect, test } from "vitest";
import { compareTarball, type TarballContents, type TrackedPackage } from "../src/index.ts";

const oid = (text: string): string => text.repeat(40).slice(0, 40);

const held = { name: "@s/a", version: "1.4.0", files: ["lib", "dist"] };

function tracked(
  manifest: Readonly<Record<string, unknown>> = {},
  files: Readonly<Record<string, string>> = {},
  more: Partial<TrackedPackage> = {},
): TrackedPackage {
  return {
    files: new Map(Object.entries({ "package.json": oid("0"), "lib/x.js": oid("1"), ...files })),
    rootFiles: new Map([["LICENSE", oid("2")]]),
    converted: new Set(),
    manifest: { ...held, ...manifest },
    ...more,
  };
}

function packed(
  manifest: Readonly<Record<string, unknown>> = {},
  files: Readonly<Record<string, string>> = {},
): TarballContents {
  const all = { "package.json": oid("f"), "lib/x.js": oid("1"), ...files };
  return {
    manifest: { ...held, ...manifest },
    entries: Object.entries(all).map(([path, name]) => ({
      path: `package/${path}`,
      type: "File",
      size: 1,
      mode: 0o644,
      oid: name,
    })),
  };
}

test("what packing itself changes is no difference", () => {
  const git = {
    bin: "./cli.js",
    main: "./src/index.ts",
    exports: { ".": "./src/index.ts" },
    dependencies: { "@s/b": "workspace:^", c: "catalog:", d: "^1.0.0" },
    scripts: { prepack: "build", test: "x" },
    publishConfig: { access: "public", main: "dist/index.js", exports: { ".": "./dist/index.js" } },
  };
  const tarball = {
    bin: { a: "cli.js" },
    main: "dist/index.js",
    exports: { ".": "./dist/index.js" },
    dependencies: { "@s/b": "^1.2.0", c: "4.0.0", d: "^1.0.0" },
    publishConfig: { access: "public" },
  };
  expect(compareTarball(packed(tarball, { LICENSE: oid("2") }), tracked(git))).toEqual([]);
});

describe("files", () => {
  test("a tracked file with other bytes is an error, unless git converts it", () => {
    const tarball = packed({}, { "lib/x.js": oid("9") });
    expect(compareTarball(tarball, tracked())).toEqual([
      {
        level: "error",
        at: "lib/x.js",
        message: `is tracked, and has other bytes than git holds (${oid("1").slice(0, 12)})`,
      },
    ]);
    expect(compareTarball(tarball, tracked({}, {}, { converted: new Set(["lib/x.js"]) }))).toEqual([
      expect.objectContaining({ level: "info", at: "lib/x.js" }),
    ]);
  });

  test("what git does not hold is built where `files` names what is packed, and looked at where nothing does", () => {
    const tarball = packed({}, { "dist/index.js": oid("3") });
    expect(compareTarball(tarball, tracked())).toEqual([
      { level: "info", at: "dist/index.js", message: "is built: git does not hold it" },
    ]);
    expect(compareTarball(tarball, tracked({ files: undefined }))).toEqual([
      { level: "warning", at: "dist/index.js", message: "is neither tracked nor named by `files`" },
    ]);
  });

  test("a folder that is packed in place of the package's own is compared where it lies", () => {
    const manifest = { publishConfig: { directory: "./out/" } };
    const tarball = packed({}, { "lib/x.js": oid("5"), "kept.js": oid("4") });
    expect(compareTarball(tarball, tracked(manifest, { "out/kept.js": oid("3") }))).toEqual([
      expect.objectContaining({ level: "info", at: "lib/x.js" }),
      expect.objectContaining({ level: "error", at: "kept.js" }),
    ]);
  });
});

describe("the manifest", () => {
  const cases: readonly (readonly [string, object, object, readonly string[]])[] = [
    ["another version", { version: "1.4.1" }, {}, ['error package.json#version is "1.4.1", and "1.4.0" in git']],
    ["another program", { bin: "x.js" }, { bin: "y.js" }, ["warning package.json#bin is another than in git"]],
    ["exports that git has not", { exports: "./x.js" }, {}, ["warning package.json#exports is another than in git"]],
    [
      "a dependency that git has not",
      { dependencies: { evil: "1.0.0" } },
      {},
      ['error package.json#dependencies.evil is "1.0.0", and git has none'],
    ],
    [
      "another range",
      { optionalDependencies: { b: "^2.0.0" } },
      { optionalDependencies: { b: "^1.0.0" } },
      ['error package.json#optionalDependencies.b is "^2.0.0", and "^1.0.0" in git'],
    ],
    [
      "a dependency that is left out",
      {},
      { peerDependencies: { b: "^1.0.0" } },
      ["warning package.json#peerDependencies.b is left out, and git has it"],
    ],
  ];
  test.each(cases)("%s", (_, tarball, git, expected) => {
    const found = compareTarball(packed({ ...tarball }), tracked({ ...git }));
    expect(found.map(({ level, at, message }) => `${level} ${at} ${message}`)).toEqual(expected);
  });
});

describe("install scripts", () => {
  const scripts = { scripts: { preinstall: "node x.js", test: "y" } };
  const before = { version: "1.3.0", manifest: { scripts: { test: "y" } } };

  test("that git does not have are errors", () => {
    expect(compareTarball(packed(scripts), tracked())).toEqual([
      {
        level: "error",
        at: "package.json#scripts.preinstall",
        message: "is not the install script that git holds",
      },
    ]);
  });

  test("hostile.39 that the version before did not have are errors, until somebody has looked at them", () => {
    expect(compareTarball(packed(scripts), tracked(scripts), { previous: before })).toEqual([
      {
        level: "error",
        at: "package.json#scripts.preinstall",
        message: "is an install script that 1.3.0 did not have",
      },
    ]);
    const looked = compareTarball(packed(scripts), tracked(scripts), { previous: before, newInstallScripts: true });
    expect(looked).toEqual([expect.objectContaining({ level: "info" })]);
    expect(compareTarball(packed(scripts), tracked(scripts), { previous: { ...before, manifest: scripts } })).toEqual(
      [],
    );
    expect(compareTarball(packed(scripts), tracked(scripts))).toEqual([]);
  });

  test("that a binding.gyp implies count too", () => {
    const tarball = packed({}, { "binding.gyp": oid("7") });
    const git = tracked({}, { "binding.gyp": oid("7") });
    expect(compareTarball(tarball, git, { previous: { ...before, paths: ["package.json"] } })).toEqual([
      expect.objectContaining({ level: "error", at: "package.json#scripts.install" }),
    ]);
    expect(compareTarball(tarball, tracked(), {})).toEqual([
      expect.objectContaining({ level: "info", at: "binding.gyp" }),
      expect.objectContaining({ level: "error", at: "package.json#scripts.install" }),
    ]);
  });

  test("that the version before implied too are not new, and whether they are is left open where its files are not known", () => {
    const tarball = packed({}, { "binding.gyp": oid("7") });
    const git = tracked({}, { "binding.gyp": oid("7") });
    expect(compareTarball(tarball, git, { previous: { ...before, paths: ["package.json", "binding.gyp"] } })).toEqual(
      [],
    );
    expect(compareTarball(tarball, git, { previous: before })).toEqual([]);
    const stated = { scripts: { install: "node x.js" } };
    const native = packed(stated, { "binding.gyp": oid("7") });
    expect(compareTarball(native, tracked(stated, { "binding.gyp": oid("7") }), { previous: before })).toEqual([
      expect.objectContaining({ level: "error", at: "package.json#scripts.install" }),
    ]);
  });
});
