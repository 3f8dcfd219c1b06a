import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, fixture, fixtureFile, fixtureTest, repo, tempDir, type World } from "@releaser/testkit";
import { openExec } from "@releaser/workspace";
import { describe, expect, test } from "vitest";
import { packReleases, type PackedRelease, type PackReleasesOptions } from "../src/packed/pack-releases.ts";
import { readTarball } from "../src/packed/read-tarball.ts";

const pnpmPath = process.env["npm_execpath"];
// The pnpm that runs the tests, where there is one: looking for another costs a second.
const env = cleanEnv(pnpmPath?.endsWith("pnpm") === true ? { npm_execpath: pnpmPath } : {});

async function pack(
  root: string,
  options: Partial<PackReleasesOptions> & Pick<PackReleasesOptions, "packages">,
): Promise<readonly PackedRelease[]> {
  return await packReleases({
    root,
    packageManager: "pnpm",
    outDir: join(root, ".releaser/packed"),
    exec: openExec(),
    env,
    ignoreScripts: true,
    ...options,
  });
}

const world: World = repo()
  .pkg("@s/a@1.2.3", {
    dependencies: { "@s/b": "workspace:^", semver: "catalog:" },
    peerDependencies: { "@s/b": "workspace:~" },
    scripts: { prepack: "node -e \"require('fs').writeFileSync('built.txt','x')\"" },
  })
  .pkg("@s/b@2.0.0")
  .catalog({ semver: "^7.0.0" });

const a = { name: "@s/a", version: "1.2.3", dir: "packages/a" };
const b = { name: "@s/b", version: "2.0.0", dir: "packages/b" };

function written(of: World = world): string {
  return of.write(join(tempDir(), "repo"));
}

describe("packing", () => {
  test("rewrites workspace: and catalog: without an install, and hands over what was asked for, in that order", async () => {
    const root = written();
    const packed = await pack(root, { packages: [b, a] });
    expect(packed).toEqual([
      { name: "@s/b", version: "2.0.0", file: join(root, ".releaser/packed/s-b-2.0.0.tgz"), how: "pnpm" },
      { name: "@s/a", version: "1.2.3", file: join(root, ".releaser/packed/s-a-1.2.3.tgz"), how: "pnpm" },
    ]);
    expect(await readTarball(packed[1]?.file ?? "")).toMatchObject({
      dependencies: { "@s/b": "^2.0.0", semver: "^7.0.0" },
      peerDependencies: { "@s/b": "~2.0.0" },
    });
    expect(existsSync(join(root, "packages/a/built.txt"))).toBe(false);
    expect(readdirSync(join(root, ".releaser/packed")).toSorted()).toEqual(["s-a-1.2.3.tgz", "s-b-2.0.0.tgz"]);
  });

  test("runs scripts where they are on", async () => {
    const root = written();
    await pack(root, { packages: [a], ignoreScripts: false });
    expect(existsSync(join(root, "packages/a/built.txt"))).toBe(true);
  });

  test("takes a package that pnpm's workspace does not list", async () => {
    const root = written(
      world.file("tools/c/package.json", JSON.stringify({ name: "c", version: "0.1.0" })).globs(["packages/*"]),
    );
    const packed = await pack(root, { packages: [a, { name: "c", version: "0.1.0", dir: "tools/c" }] });
    expect(packed.map(({ name }) => name)).toEqual(["@s/a", "c"]);
  });

  test("by npm finds ranges that no registry understands", async () => {
    const root = written();
    await expect(pack(root, { packages: [a], packageManager: "npm" })).rejects.toThrow(
      "E_PACKED_PROTOCOL: the packed manifest of @s/a",
    );
    expect(readdirSync(join(root, ".releaser/packed"))).toEqual([]);
    expect(await pack(root, { packages: [b], packageManager: "yarn" })).toMatchObject([{ name: "@s/b", how: "npm" }]);
  });

  test("looks into publishConfig.directory, with either package manager", async () => {
    const root = written(repo().pkg("d@1.0.0", { publishConfig: { directory: "dist" } }));
    const d = { name: "d", version: "1.0.0", dir: "packages/d" };
    await expect(pack(root, { packages: [d] })).rejects.toThrow("E_PACK_FAILED");
    await expect(pack(root, { packages: [d], packageManager: "npm" })).rejects.toThrow("E_PACK_DIRECTORY");
    mkdirSync(join(root, "packages/d/dist"));
    writeFileSync(
      join(root, "packages/d/dist/package.json"),
      JSON.stringify({ name: "d", version: "1.0.0", description: "built" }),
    );
    for (const packageManager of ["pnpm", "npm"] as const) {
      const [packed] = await pack(root, { packages: [d], packageManager });
      expect(await readTarball(packed?.file ?? "")).toMatchObject({ description: "built" });
    }
  });

  test("refuses another version than the plan's, and a file name that two packages share", async () => {
    const root = written();
    await expect(pack(root, { packages: [{ ...a, version: "1.2.4" }] })).rejects.toThrow(
      "E_PACKED_MISMATCH: packing gave no tarball of @s/a@1.2.4",
    );
    const twins = [
      { name: "@a/b-c", version: "1.0.0", dir: "packages/a" },
      { name: "@a-b/c", version: "1.0.0", dir: "packages/b" },
    ];
    await expect(pack(root, { packages: twins })).rejects.toThrow("E_TARBALL_COLLISION");
  });

  test("of a single package without a workspace", async () => {
    const root = join(tempDir(), "single");
    mkdirSync(root);
    writeFileSync(
      join(root, "package.json"),
      JSON.stringify({ name: "single", version: "1.0.0", packageManager: "pnpm@9.0.0" }),
    );
    expect(await pack(root, { packages: [{ name: "single", version: "1.0.0", dir: "." }] })).toMatchObject([
      { name: "single", how: "pnpm" },
    ]);
  });
});

interface Expected {
  readonly versions: Readonly<
    Record<string, { readonly name?: string; readonly version?: string; readonly private?: boolean }>
  >;
}

const fixtures = [
  ["TanStack__form--rel", "pnpm", 14],
  ["wevm__wagmi--rel", "pnpm", 5],
  ["e2b-dev__E2B", "pnpm", 2],
  ["biomejs__biome", "pnpm", 13],
  ["graphql__graphiql--rel", "yarn", 4],
] as const;

describe("packing a real workspace after its version bumps, with nothing installed", () => {
  for (const [id, packageManager, count] of fixtures) {
    fixtureTest(`${id} gives ${count} tarballs`, async () => {
      const root = fixture(id);
      const moved = bumped(id, root);
      const packed = await pack(root, { packages: moved, packageManager });
      expect(packed.map(({ name, version }) => `${name}@${version}`)).toEqual(
        moved.map(({ name, version }) => `${name}@${version}`),
      );
      expect(packed).toHaveLength(count);
    });
  }
});

/** Writes the versions that Changesets gives into the tree, and tells which public packages moved. */
function bumped(id: string, root: string): PackReleasesOptions["packages"] {
  const { versions } = JSON.parse(readFileSync(fixtureFile(id, "expected.json"), "utf8")) as Expected;
  return Object.entries(versions).flatMap(([dir, { version }]) => {
    const file = join(root, dir, "package.json");
    const text = readFileSync(file, "utf8");
    const manifest = JSON.parse(text) as {
      readonly name: string;
      readonly version?: string;
      readonly private?: unknown;
    };
    if (version === undefined || manifest.version === undefined || manifest.version === version) return [];
    writeFileSync(file, text.replace(/("version":\s*")[^"]*/u, `$1${version}`));
    return manifest.private === undefined || manifest.private === false ? [{ name: manifest.name, version, dir }] : [];
  });
}
