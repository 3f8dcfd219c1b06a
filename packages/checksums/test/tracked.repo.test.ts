import { cleanEnv, gitRepo, repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { type AskGit, compareTarball, openTracked, type TarEntry } from "../src/index.ts";
import { runProgram } from "../src/run-program.ts";
import { openAskGit } from "../src/tracked/ask-git.ts";

const names = ["a", "b", "c"];
const world = names.reduce(
  (made, name) => made.pkg(`@s/${name}@1.0.0`).file(`packages/${name}/${name}.txt`, `${name}\n`),
  repo().file("LICENSE", "free\n").file(".gitattributes", "a.txt eol=crlf\n"),
);

/** Git in a folder, and the commands that it was asked. */
function counted(dir: string): { readonly git: AskGit; readonly asked: string[] } {
  const asked: string[] = [];
  const git = openAskGit(dir, { exec: runProgram, env: cleanEnv() });
  return {
    asked,
    git: async (args, options) => {
      asked.push(args[0] ?? "");
      return await git(args, options);
    },
  };
}

/** A tarball that has these files with bytes that are not git's. */
function packed(...paths: readonly string[]): { readonly entries: readonly TarEntry[] } {
  const one = { type: "File", mode: 0o644, size: 1, oid: "0".repeat(40) } as const;
  return { entries: paths.map((path) => ({ ...one, path: `package/${path}` })) };
}

test("what git holds is listed once for all packages, and attributes are asked where bytes differ that are no manifest", async () => {
  const it = gitRepo(world);
  const { git, asked } = counted(it.dir);
  const tracked = openTracked(git, it.git("rev-parse", "HEAD"));
  const found = await Promise.all(
    names.map((name) => tracked.readPackage(`packages/${name}`, packed("package.json", "built.js"))),
  );
  expect(found.map((one) => [...(one?.files.keys() ?? [])])).toEqual(
    names.map((name) => [`${name}.txt`, "package.json"]),
  );
  expect([...(found[0]?.rootFiles.keys() ?? [])]).toContain("LICENSE");
  expect(asked.toSorted()).toEqual(["cat-file", "cat-file", "cat-file", "ls-tree"]);

  const converted = await Promise.all(
    ["a", "b"].map((name) => tracked.readPackage(`packages/${name}/`, packed(`${name}.txt`, "package.json"))),
  );
  expect(converted.map((one) => [...(one?.converted ?? [])])).toEqual([["a.txt"], []]);
});

test("of a package that packs a folder of its own, what git converts is told apart too", async () => {
  const manifest = { publishConfig: { directory: "./out/" } };
  const it = gitRepo(
    repo().pkg("@s/a@1.0.0", manifest).file("packages/a/out/x.txt", "x\n").file(".gitattributes", "*.txt eol=crlf\n"),
  );
  const contents = { ...packed("x.txt", "package.json"), manifest: { name: "@s/a", version: "1.0.0" } };
  const tracked = await openTracked(counted(it.dir).git, "HEAD").readPackage("packages/a", contents);
  expect([...(tracked?.converted ?? [])]).toEqual(["out/x.txt"]);
  expect(tracked && compareTarball(contents, tracked).map(({ level, at }) => `${level} ${at}`)).toEqual(["info x.txt"]);
});

test("a commit that is not there, and a folder without manifest, have no package", async () => {
  const { dir } = gitRepo(world);
  const { git } = counted(dir);
  expect(await openTracked(git, "refs/tags/v9").readPackage("packages/a", packed())).toBeUndefined();
  expect(await openTracked(git, "HEAD").readPackage("packages", packed())).toBeUndefined();
});
