import { describe, expect, test } from "vitest";
import { checkEntryPoints, checkTarball, type TarballContents } from "../src/index.ts";

const file = (path: string): TarballContents["entries"][number] => ({
  path: `package/${path}`,
  type: "File",
  size: 1,
  mode: 0o644,
});
const contents = (manifest: Readonly<Record<string, unknown>>, ...files: readonly string[]): TarballContents => ({
  manifest: { name: "@s/a", version: "1.4.0", ...manifest },
  entries: ["package.json", ...files].map(file),
});
const expected = { name: "@s/a", version: "1.4.0" };

describe("checkTarball", () => {
  test("a plain package has no problems", () => {
    const plain = contents(
      { dependencies: { b: "^1.0.0" }, devDependencies: { c: "file:../c" } },
      "index.js",
      ".env.example",
    );
    expect(checkTarball(plain, expected)).toEqual([]);
  });

  test("another name or version", () => {
    expect(checkTarball(contents({ name: "@s/b", version: undefined }), expected)).toEqual([
      'its name is "@s/b" and not "@s/a"',
      'its version is absent and not "1.4.0"',
    ]);
  });

  test.each(["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"])(
    "a protocol left in %s",
    (field) => {
      expect(checkTarball(contents({ [field]: { b: "workspace:^", c: "catalog:", d: "^1" } }), expected)).toEqual([
        `${field} has b: workspace:^, which nobody outside the workspace can resolve`,
        `${field} has c: catalog:, which nobody outside the workspace can resolve`,
      ]);
    },
  );

  test.each([
    ".npmrc",
    ".env",
    ".env.production",
    "lib/.netrc",
    "id_ed25519",
    "server.key",
    "private.pem",
    "x/store.p12",
  ])("%s looks like a secret", (path) => {
    expect(checkTarball(contents({}, path), expected)).toEqual([`package/${path} looks like a secret`]);
  });

  test("an install script that the workspace does not have", () => {
    const scripted = contents({ scripts: { postinstall: "evil", preinstall: "good", test: "x" } });
    expect(checkTarball(scripted, { ...expected, scripts: { preinstall: "good" } })).toEqual([
      "its script postinstall is not the one that the workspace has",
    ]);
  });
});

describe("checkEntryPoints", () => {
  const cases: readonly (readonly [string, TarballContents, readonly string[]])[] = [
    ["main with and without ending", contents({ main: "lib" }, "lib/index.js"), []],
    ["main absent", contents({ main: "./lib/x.js" }), ["./lib/x.js"]],
    ["no promise and an index", contents({}, "index.js"), []],
    ["a skeleton", contents({}), ["index.js"]],
    ["bin", contents({ bin: { a: "bin/a.js", b: "./bin/b.js" } }, "bin/a.js"), ["./bin/b.js"]],
    ["types alone", contents({ types: "dist/index.d.ts" }, "dist/index.d.ts"), []],
    [
      "conditions, fallbacks and closed paths",
      contents(
        {
          exports: {
            ".": { types: "./a.d.ts", default: ["./a.js", "./never.js"] },
            "./x/*": null,
            "./package.json": "./package.json",
          },
        },
        "a.js",
      ),
      ["./a.d.ts"],
    ],
    ["a pattern", contents({ exports: { "./*": "./lib/*.js", "./y/*": "./y/*.js" } }, "lib/deep/x.js"), ["./y/*.js"]],
  ];
  test.each(cases)("%s", (_, one, missing) =>
    expect(checkEntryPoints(one)).toEqual({ installable: missing.length === 0, missing }),
  );
});
