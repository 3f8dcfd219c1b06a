import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { internalRegistryFallback } from "../../../src/rules/range/internal-registry-fallback.ts";
import { judge, lines, mended } from "../../judge.ts";

const b = (range: string, field = "dependencies"): ReturnType<typeof repo> =>
  repo()
    .pkg("@s/a@1.4.0")
    .pkg("@s/b@2.0.0", { [field]: { "@s/a": range } });

test("a plain range that the workspace satisfies is taken from the registry all the same", () => {
  const found = judge(internalRegistryFallback, b("^1.0.0"));
  expect(lines(found)).toEqual([
    "warning packages/b/package.json#/dependencies/@s~1a: @s/a is 1.4.0 here, but ^1.0.0 is installed from the registry",
  ]);
  expect(found[0]).toMatchObject({ line: 5, fix: { safety: "safe", edits: [{ value: "workspace:^" }] } });
  expect(judge(internalRegistryFallback, mended(b("^1.0.0"), found))).toEqual([]);
});

test.each([
  ["~1.4.0", "workspace:~"],
  ["1.4.0", "workspace:*"],
  [">=1 <3", "workspace:>=1 <3"],
])("%s becomes %s", (range, value) => {
  expect(judge(internalRegistryFallback, b(range))[0]?.fix?.edits).toMatchObject([{ value }]);
});

test("through a catalog the mend stands in the manifest, since a catalog cannot name the workspace", () => {
  const [found] = judge(internalRegistryFallback, b("catalog:").catalog({ "@s/a": "^1.0.0" }));
  expect(found).toMatchObject({
    file: "packages/b/package.json",
    pointer: "/dependencies/@s~1a",
    message: "@s/a is 1.4.0 here, but catalog: is installed from the registry",
    fix: { edits: [{ file: "packages/b/package.json", value: "workspace:^" }] },
  });
});

test("in an example it is information", () => {
  const world = repo()
    .pkg("@s/a@1.4.0")
    .pkg("example", { private: true, dependencies: { "@s/a": "^1.0.0" } });
  expect(judge(internalRegistryFallback, world).map(({ level }) => level)).toEqual(["info"]);
});

test("what the setting says counts; without it pnpm's major, by its pin or by the lockfile", () => {
  const count = (world: ReturnType<typeof repo>): number => judge(internalRegistryFallback, world).length;
  const lock = (version: string): ReturnType<typeof repo> =>
    b("^1.0.0")
      .root({ packageManager: undefined })
      .file("pnpm-lock.yaml", `lockfileVersion: '${version}'\n\nimporters:\n\n  .: {}\n`);
  const setting = (value: string): ReturnType<typeof repo> =>
    b("^1.0.0").file("pnpm-workspace.yaml", `packages: ['packages/*']\nlinkWorkspacePackages: ${value}\n`);
  expect([count(setting("false")), count(setting("true")), count(setting("deep"))]).toEqual([1, 0, 0]);
  expect(count(b("^1.0.0").file(".npmrc", "link-workspace-packages=true\n"))).toBe(0);
  expect([
    count(b("^1.0.0").root({ packageManager: "pnpm@9.0.0" })),
    count(b("^1.0.0").root({ packageManager: "pnpm@8.6.0" })),
  ]).toEqual([1, 0]);
  expect([count(lock("9.0")), count(lock("6.0"))]).toEqual([1, 0]);
  expect(count(b("^1.0.0").root({ packageManager: undefined }))).toBe(0);
});

test.each(["workspace:^", "workspace:^1.0.0", "link:../a", "^2.0.0", "next"])("silent: %s", (range) => {
  expect(judge(internalRegistryFallback, b(range))).toEqual([]);
});

test("silent for a peer, another package manager, an override, an unknown name and a package that names itself", () => {
  const worlds = [
    b("^1.0.0", "peerDependencies"),
    b("^1.0.0").root({ packageManager: "npm@11.0.0" }),
    b("^1.0.0").root({ packageManager: "pnpm@10.0.0", pnpm: { overrides: { "@s/a": "workspace:*" } } }),
    repo().pkg("@s/a@1.0.0", { dependencies: { lodash: "^4.0.0", "@s/a": "^1.0.0" } }),
  ];
  expect(worlds.flatMap((world) => judge(internalRegistryFallback, world))).toEqual([]);
});
