import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { repo, repositoryRoot, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";

/** Where an import stands, and what it names: each must be refused. */
const refused = [
  ["core", "@releaser/workspace", "core imports no other package"],
  ["core", "@releaser/skew", "core imports no other package"],
  ["core", "@changesets/types", "Only @releaser/workspace"],
  ["core", "node:fs", "core does no IO"],
  ["core", "node:fs/promises", "core does no IO"],
  ["core", "node:child_process", "core does no IO"],
  ["workspace", "@releaser/notes", "workspace imports @releaser/core only"],
  ["workspace", "@releaser/testkit", "workspace imports @releaser/core only"],
  ["skew", "@releaser/notes", "A maker imports @releaser/core only"],
  ["notes", "@releaser/checksums", "A maker imports @releaser/core only"],
  ["checksums", "@releaser/provenance", "A maker imports @releaser/core only"],
  ["provenance", "@releaser/workspace", "A maker imports @releaser/core only"],
  ["gates", "@releaser/cli", "A maker imports @releaser/core only"],
  ["publishers", "@releaser/testkit", "A maker imports @releaser/core only"],
  ["workflows", "@releaser/gates", "A maker imports @releaser/core only"],
  ["notes", "@changesets/types", "Only @releaser/workspace"],
  ["skew", "@manypkg/get-packages", "Only @releaser/workspace"],
  ["cli", "@changesets/get-release-plan", "Only @releaser/workspace"],
  ["cli", "@releaser/nx", "cli imports core, workspace and the makers"],
  ["cli", "@releaser/testkit", "cli imports core, workspace and the makers"],
  ["nx", "@releaser/cli", "nx imports core, workspace and the makers"],
  ["testkit", "@releaser/skew", "testkit imports core and workspace only"],
  ["skew", "../../core/src/index.ts", "stays inside its package"],
  ["core", "../../../tools/package-build.ts", "stays inside its package"],
  ["nx", "../../../package.json", "stays inside its package"],
] as const;

const admitted = [
  ["core", "./own.ts"],
  ["core", "node:crypto"],
  ["workspace", "@releaser/core"],
  ["workspace", "@changesets/cli"],
  ["workspace", "@manypkg/get-packages"],
  ["skew", "@releaser/core"],
  ["publishers", "node:fs"],
  ["cli", "@releaser/publishers"],
  ["cli", "../release/own.ts"],
  ["testkit", "@releaser/workspace"],
] as const;

/** The one file of a maker that reads a workspace itself, with what it may and may not import. */
const exception = "packages/skew/src/changesets.ts";

/** The messages of `no-restricted-imports` by file, as the repository's own configuration gives them. */
function lint(files: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const dir = tempDir();
  const world = files.reduce((made, [path, imported]) => made.file(path, `import "${imported}";\n`), repo());
  world.write(dir);
  copyFileSync(join(repositoryRoot, ".oxlintrc.json"), join(dir, ".oxlintrc.json"));
  const oxlint = join(repositoryRoot, "node_modules/oxlint/bin/oxlint");
  const { stdout } = spawnSync(process.execPath, [oxlint, "--format=json"], { cwd: dir, encoding: "utf8" });
  const found = (JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
  return new Map(
    found
      .filter(({ code }) => code === "eslint(no-restricted-imports)")
      .map((one) => [one.filename, one.help ?? one.message]),
  );
}

interface Diagnostic {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

test("an import against the directions of the design is refused, with the reason", () => {
  const files = refused.map(([from, imported], index) => [`packages/${from}/src/file-${index}.ts`, imported] as const);
  const said = lint(files);
  expect(files.map(([path, imported]) => [path, imported, said.get(path)])).toEqual(
    refused.map(([, imported, why], index) => [files[index]?.[0], imported, expect.stringContaining(why)]),
  );
});

test("an import along the directions is admitted, and a test may import anything by name", () => {
  const files = admitted.map(([from, imported], index) => [`packages/${from}/src/file-${index}.ts`, imported] as const);
  expect(
    lint([
      ...files,
      ["packages/core/test/a.test.ts", "@releaser/skew"],
      ["packages/core/test/b/c.test.ts", "../../src/index.ts"],
    ]),
  ).toEqual(new Map());
});

test("one entry of skew reads the workspace itself, and nothing else", () => {
  expect(lint([[exception, "@releaser/workspace"]])).toEqual(new Map());
  for (const [imported, why] of [
    ["@releaser/notes", "imports core and workspace only"],
    ["@changesets/types", "Only @releaser/workspace"],
    ["../../core/src/index.ts", "stays inside its package"],
  ] as const) {
    expect(lint([[exception, imported]]).get(exception)).toContain(why);
  }
  expect(lint([["packages/skew/src/rules/changesets.ts", "@releaser/workspace"]]).size).toBe(1);
});
