import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, gitRepo, type GitRepo, repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { checksums, report } from "./run-checksums.ts";

const world = repo()
  .pkg("@s/a@1.0.0", { main: "lib/x.js", files: ["lib", "dist"] })
  .pkg("@s/b@1.0.0")
  .file("packages/a/lib/x.js", "export {};\n")
  .file("packages/a/lib/crlf.txt", "one\n")
  .file(".gitattributes", "*.txt eol=crlf\n")
  .file(".gitignore", "dist\n*.tgz\n");

/** Packs `@s/a` as its work tree is. */
function pack({ dir }: GitRepo, name = "s-a-1.0.0.tgz"): string {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", dir], {
    cwd: join(dir, "packages/a"),
    env: cleanEnv(),
    stdio: "pipe",
  });
  return join(dir, name);
}

test("a tarball of what git holds has built and converted files as information alone", async () => {
  const it = gitRepo(world);
  mkdirSync(join(it.dir, "packages/a/dist"));
  writeFileSync(join(it.dir, "packages/a/dist/built.js"), "x");
  // As git itself writes it where the attribute holds.
  writeFileSync(join(it.dir, "packages/a/lib/crlf.txt"), "one\r\n");
  const tarball = pack(it);
  const found = await report(["inspect", tarball, "--git"], it.dir);
  expect([found.ok, found.commit, found.differences.map(({ level, at }) => `${level} ${at}`).toSorted()]).toEqual([
    true,
    it.git("rev-parse", "HEAD"),
    ["info dist/built.js", "info lib/crlf.txt"],
  ]);
  const { code, stdout } = await checksums(["inspect", tarball], it.dir);
  expect([code, stdout]).toEqual([0, expect.stringContaining("package/lib/x.js")]);
});

test("what git converts is told by the attributes of the commit, whatever the work tree's say", async () => {
  const it = gitRepo(world);
  writeFileSync(join(it.dir, "packages/a/lib/crlf.txt"), "one\r\n");
  writeFileSync(join(it.dir, "packages/a/lib/x.js"), "export const evil = 1;\n");
  const tarball = pack(it);
  const look = async (attributes: string): Promise<readonly string[]> => {
    writeFileSync(join(it.dir, ".gitattributes"), attributes);
    const { differences } = await report(["inspect", tarball, "--git"], it.dir);
    return differences.map(({ level, at }) => `${level} ${at}`).toSorted();
  };
  const expected = ["error lib/x.js", "info lib/crlf.txt"];
  expect(await look("*.js ident\n")).toEqual(expected);
  it.git("add", ".gitattributes");
  expect(await look("")).toEqual(expected);
  expect(it.git("diff", "--cached", "--name-only")).toBe(".gitattributes");
});

test("changed files, manifests and new install scripts are told apart from what git and an earlier tarball have", async () => {
  const it = gitRepo(world);
  const before = pack(it);
  const manifest = join(it.dir, "packages/a/package.json");
  const plain = { name: "@s/a", version: "1.1.0", main: "lib/x.js", files: ["lib", "dist"] };
  writeFileSync(manifest, JSON.stringify({ ...plain, scripts: { postinstall: "node lib/x.js" } }));
  it.commit("an install script");
  writeFileSync(join(it.dir, "packages/a/lib/x.js"), "export const evil = 1;\n");
  writeFileSync(
    manifest,
    JSON.stringify({ ...plain, scripts: { postinstall: "node lib/x.js" }, dependencies: { evil: "1.0.0" } }),
  );
  const after = pack(it, "s-a-1.1.0.tgz");
  const args = ["inspect", after, "--git", "HEAD", "--dir", "packages/a", "--previous", before];
  const found = await report(args, it.dir);
  expect([found.exit, found.failures.map(({ code, details }) => [code, details?.["problems"]])]).toEqual([
    6,
    [
      [
        "E_TARBALL_DIFFERS",
        [
          expect.stringContaining("lib/x.js is tracked, and has other bytes"),
          'package.json#dependencies.evil is "1.0.0", and git has none',
          "package.json#scripts.postinstall is an install script that 1.0.0 did not have",
        ],
      ],
    ],
  ]);
  expect(await report(["inspect", after, "--previous", before], it.dir)).toMatchObject({
    exit: 6,
    differences: [{ level: "error", at: "package.json#scripts.postinstall" }],
  });
  expect(await report(["inspect", before, "--previous", after], it.dir)).toMatchObject({ ok: true, differences: [] });
  expect(await report(["inspect", after, "--previous", "none.tgz"], it.dir)).toMatchObject({
    exit: 2,
    failures: [{ code: "E_CHECKSUMS_USAGE", why: expect.stringContaining("none.tgz") }],
  });
  expect(await report(["inspect", after, "--dir", "packages/a"], it.dir)).toMatchObject({
    exit: 2,
    failures: [{ code: "E_CHECKSUMS_USAGE" }],
  });
  expect(await report(["inspect", after, "--git", "v9"], it.dir)).toMatchObject({ exit: 2 });
  expect(await report(["inspect", after, "--git", "--dir", "packages/none"], it.dir)).toMatchObject({ exit: 2 });
});
