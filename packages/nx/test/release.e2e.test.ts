import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, installNx, isRemembered, linkNx, nx, nxIgnored, nxJson, repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { openCacheServer } from "./cache-server.ts";

const targetDefaults = {
  build: {
    cache: true,
    dependsOn: ["...", "^build"],
    inputs: ["default", "{workspaceRoot}/banner.txt"],
    outputs: ["{projectRoot}/dist"],
  },
};
const build = { scripts: { build: "node ../../build.cjs" }, files: ["dist"] };

/** Its builds put the text of `banner.txt` into `dist`, which is an input of theirs alone. */
const world = repo()
  .file("nx.json", JSON.stringify({ ...nxJson, targetDefaults }))
  .file(".gitignore", nxIgnored)
  .file("banner.txt", "one\n")
  .file(
    "build.cjs",
    "const fs = require('node:fs'); fs.mkdirSync('dist', { recursive: true }); fs.copyFileSync('../../banner.txt', 'dist/index.js');",
  )
  .pkg("@s/a@1.4.0", build)
  .pkg("@s/b@2.0.0", { ...build, dependencies: { "@s/a": "workspace:^" } })
  .pkg("@s/c@3.0.0");

const tarballs = { a: "s-a-1.4.0.tgz", b: "s-b-2.0.0.tgz", c: "s-c-3.0.0.tgz" } as const;

/** The digests of the tarballs as they are, each compared with what stands beside it. */
function digests(dir: string): Readonly<Record<string, string>> {
  const verified = Object.entries(tarballs).map(([name, tarball]): readonly [string, string] => {
    const folder = join(dir, ".releaser/nx/packages", name);
    expect(readdirSync(folder).toSorted()).toEqual([tarball, `${tarball}.sha256`]);
    const sha256 = createHash("sha256")
      .update(readFileSync(join(folder, tarball)))
      .digest("hex");
    expect(readFileSync(join(folder, `${tarball}.sha256`), "utf8")).toBe(`${sha256}  ${tarball}\n`);
    return [name, sha256];
  });
  return Object.fromEntries(verified);
}

const release = ["run-many", "-t", "release"] as const;

test("a release packs all packages in one pass, each once, and prints the status each time", async () => {
  const { dir } = installNx(world);
  const first = await nx(dir, release, { NX_TASKS_RUNNER_DYNAMIC_OUTPUT: "false" });
  expect(first.code, first.said).toBe(0);
  expect(first.said).toContain("Running 3 tasks with @releaser/nx:pack");
  const packed = digests(dir);

  const second = await nx(dir, release);
  expect(second.code).toBe(0);
  for (const task of ["@s/a:release", "@s/b:release", "@s/c:release"]) {
    expect(isRemembered(second.said, task), second.said).toBe(true);
  }
  expect(isRemembered(second.said, "//:release")).toBe(false);
  expect(second.said.split("> releaser release --no-version")).toHaveLength(2);
  expect(digests(dir)).toEqual(packed);
});

test("what a build wrote anew is packed anew, whatever made it differ", async () => {
  const { dir } = installNx(world);
  expect((await nx(dir, release)).code).toBe(0);
  const before = digests(dir);
  writeFileSync(join(dir, "banner.txt"), "two\n");
  const { code, said } = await nx(dir, ["run", "@s/b:release"]);
  expect(code, said).toBe(0);
  const after = digests(dir);
  expect([after["b"] === before["b"], after["c"] === before["c"]]).toEqual([false, true]);
  expect(isRemembered(said, "@s/b:release")).toBe(false);
});

test("a build that project.json states comes before packing, and a file counts that the named input leaves out", async () => {
  const targets = { build: { command: "node ../../build.cjs", options: { cwd: "{projectRoot}" } } };
  const { dir } = installNx(
    world
      .file(
        "nx.json",
        JSON.stringify({
          ...nxJson,
          targetDefaults,
          namedInputs: { default: ["{projectRoot}/**/*", "!{projectRoot}/**/*.md"] },
        }),
      )
      .pkg("@s/c@3.0.0", { files: ["dist"] })
      .file("packages/c/project.json", JSON.stringify({ name: "@s/c", targets }))
      .file("packages/c/README.md", "one\n"),
  );
  const tarball = join(dir, ".releaser/nx/packages/c", tarballs.c);
  const packed = async (): Promise<Readonly<Record<string, string>>> => {
    const { code, said } = await nx(dir, ["run", "@s/c:release"]);
    expect(code, said).toBe(0);
    return Object.fromEntries(
      ["dist/index.js", "README.md"].map((file) => [file, readPacked(tarball, `package/${file}`)]),
    );
  };
  expect(await packed()).toEqual({ "dist/index.js": "one\n", "README.md": "one\n" });
  writeFileSync(join(dir, "packages/c/README.md"), "two\n");
  expect(await packed()).toEqual({ "dist/index.js": "one\n", "README.md": "two\n" });
});

function readPacked(tarball: string, path: string): string {
  return execFileSync("tar", ["-xOzf", tarball, path], { encoding: "utf8" });
}

test("another checkout has the same tarballs from a remote cache, and packs one for itself where batches are off", async () => {
  const { env, entries } = await openCacheServer();
  const first = installNx(world).dir;
  expect((await nx(first, release, env)).code).toBe(0);
  expect(entries.size).toBeGreaterThan(4);

  const second = gitRepo(world).dir;
  linkNx(second);
  const restored = await nx(second, release, env);
  expect(restored.code, restored.said).toBe(0);
  expect(restored.said).not.toContain("tasks with @releaser/nx:pack");
  expect(isRemembered(restored.said, "@s/b:release"), restored.said).toBe(true);
  expect(digests(second)).toEqual(digests(first));

  rmSync(join(second, ".releaser"), { recursive: true });
  const alone = await nx(second, ["run", "@s/c:release", "--batch=false", "--skip-nx-cache"]);
  expect(alone.code, alone.said).toBe(0);
  expect(readdirSync(join(second, ".releaser/nx/packages"))).toEqual(["c"]);
});

test("a package that cannot be packed fails alone: nx is told why, what depends on it is skipped, and the others are packed", async () => {
  const broken = world.pkg("@s/a@1.4.0", {
    ...build,
    scripts: { ...build.scripts, prepack: "echo no reason; exit 3" },
  });
  const { dir } = installNx(broken);
  const { code, said } = await nx(dir, [...release, "--output-style=static"]);
  expect(code).not.toBe(0);
  expect(said).toContain("E_PACK_FAILED");
  expect(said).toContain("no reason");
  const has = (name: string): boolean => existsSync(join(dir, ".releaser/nx/packages", name));
  expect([has("a"), has("b"), has("c")]).toEqual([false, false, true]);
});
