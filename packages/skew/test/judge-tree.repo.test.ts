import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repo, repositoryRoot, tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";

type JudgeTree = (cwd: string) => Promise<void>;

/** The module of a package in a folder beside which nothing is installed but what it needs. */
async function alone(name: string, module: string): Promise<JudgeTree> {
  const [dir, source] = [tempDir(), join(repositoryRoot, "packages", name)];
  const file = join(dir, "judge-tree.mts");
  copyFileSync(join(source, "src", module), file);
  mkdirSync(join(dir, "node_modules/@releaser"), { recursive: true });
  symlinkSync(join(repositoryRoot, "packages/core"), join(dir, "node_modules/@releaser/core"));
  symlinkSync(join(source, "node_modules/import-meta-resolve"), join(dir, "node_modules/import-meta-resolve"));
  return ((await import(pathToFileURL(file).href)) as { readonly judgeTree: JudgeTree }).judgeTree;
}

function skewed(): string {
  const world = repo()
    .pkg("@s/a@1.4.0")
    .pkg("@s/c@1.0.0", { dependencies: { purr: "catalog:cats" } });
  const dir = world.write(tempDir());
  mkdirSync(join(dir, "node_modules/@releaser"), { recursive: true });
  return dir;
}

describe.each([
  ["notes", "judge-tree.ts"],
  ["provenance", "commits/judge-tree.ts"],
])("the look of %s at the tree", (name, module) => {
  test("is left out where @releaser/skew is not installed", async () => {
    const judgeTree = await alone(name, module);
    await expect(judgeTree(skewed())).resolves.toBeUndefined();
  });

  test("is left out where what is installed has no such check", async () => {
    const judgeTree = await alone(name, module);
    const dir = skewed();
    mkdirSync(join(dir, "node_modules/@releaser/skew"));
    writeFileSync(
      join(dir, "node_modules/@releaser/skew/package.json"),
      '{ "name": "@releaser/skew", "exports": { ".": "./a.js" } }',
    );
    await expect(judgeTree(dir)).resolves.toBeUndefined();
  });

  test("is taken with the one that is installed at the root, and refuses each time it is asked", async () => {
    const judgeTree = await alone(name, module);
    const dir = skewed();
    symlinkSync(join(repositoryRoot, "packages/skew"), join(dir, "node_modules/@releaser/skew"));
    await expect(judgeTree(dir)).rejects.toThrow("packages/c/package.json:5:13  dep/catalog-missing");
    await expect(judgeTree(dir)).rejects.toThrow("E_SKEW_REFUSED");
  });
});
