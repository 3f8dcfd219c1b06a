import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type GitRepo,
  gitRepo,
  repo,
  repositoryRoot,
  startProgram,
  type ReleaserResult,
  type World,
} from "@releaser/testkit";
import { describe, expect, test } from "vitest";

const bins = {
  "2.31": join(repositoryRoot, "packages/workspace/node_modules/changesets-2/bin.js"),
  3: join(repositoryRoot, "node_modules/@changesets/cli/bin.js"),
} as const;
const notes = join(repositoryRoot, "packages/notes/src/index.ts");
const provenance = join(repositoryRoot, "packages/provenance/src/index.ts");

/** Two packages with a pending change, of which one asks for a version of the other that is not here. */
function world(config: Readonly<Record<string, unknown>>, range = "^2.0.0"): World {
  return repo()
    .config({ format: false, prettier: false, ...config })
    .pkg("@s/a@1.4.0")
    .pkg("@s/b@1.0.0", { dependencies: { "@s/a": range } })
    .changeset("one", { "@s/a": "minor", "@s/b": "patch" }, "Purrs.");
}

/** The same, where what is wrong stays wrong whatever Changesets writes. */
function lasting(config: Readonly<Record<string, unknown>>): World {
  return world(config, "^1.0.0").pkg("@s/c@1.0.0", { dependencies: { purr: "catalog:cats" } });
}

async function version(
  { dir }: GitRepo,
  { bin, env = {} }: { readonly bin: string; readonly env?: Readonly<Record<string, string>> },
): Promise<ReleaserResult> {
  return await startProgram([process.execPath, bin, "version"], { cwd: dir, env }).done;
}

/** What a person reads, without what frames it. */
function said({ stdout, stderr }: ReleaserResult): string {
  return `${stdout}${stderr}`.replaceAll(/^(?:🦋 {2}error ?|[│■▲◇]? {0,2})/gmu, "");
}

describe.each(Object.entries(bins))("`changeset version` of Changesets %s", (_, bin) => {
  test("refuses a skewed tree through the changelog module, with place and mend, and writes nothing", async () => {
    const opened = gitRepo(world({ changelog: [notes, null], commit: [provenance, null] }));
    const before = opened.git("rev-parse", "HEAD");
    const ran = await version(opened, { bin });
    expect(ran.code).toBe(1);
    expect(said(ran)).toContain(
      "E_SKEW_REFUSED: 1 version skew error stops `changeset version`; nothing was written\n",
    );
    expect(said(ran)).toContain("packages/b/package.json:5:13  range/internal-excludes\n");
    expect(said(ran)).toContain('→ in packages/b/package.json write "@s/a": "^1.4.0"');
    expect(said(ran)).not.toMatch(/^\s+at |UnhandledPromise|E_SKEW_REFUSED[\s\S]*E_SKEW_REFUSED/mu);
    expect([opened.git("status", "--porcelain"), opened.git("rev-parse", "HEAD")]).toEqual(["", before]);
  });

  test("goes on where nothing is skewed, and commits", async () => {
    const opened = gitRepo(world({ changelog: [notes, null], commit: [provenance, null] }, "^1.0.0"));
    const ran = await version(opened, { bin });
    expect(ran.code).toBe(0);
    expect([opened.git("status", "--porcelain"), opened.git("log", "-1", "--format=%s")]).toEqual([
      "",
      "chore(release): 2 packages",
    ]);
    expect(readFileSync(join(opened.dir, "packages/a/CHANGELOG.md"), "utf8")).toContain("- Purrs.");
  });

  test.each([
    ["the option", world({ changelog: [notes, { skew: false }] }), {}],
    ["the environment", world({ changelog: [notes, null] }), { RELEASER_SKEW: "off" }],
    [
      "the configuration of the rule",
      world({ changelog: [notes, null] }).file(
        "releaser.config.json",
        '{ "skew": { "rules": { "range/internal-excludes": "warning" } } }\n',
      ),
      {},
    ],
  ] as const)("goes on where it is turned off by %s", async (_way, skewed, env) => {
    const opened = gitRepo(skewed);
    expect((await version(opened, { bin, env })).code).toBe(0);
    expect(readFileSync(join(opened.dir, "packages/a/package.json"), "utf8")).toContain('"1.5.0"');
  });

  test("with the commit module alone commits nothing of a tree that is still skewed", async () => {
    const opened = gitRepo(lasting({ changelog: false, commit: [provenance, null] }));
    const before = opened.git("rev-parse", "HEAD");
    const ran = await version(opened, { bin });
    expect(ran.code).toBe(1);
    expect(said(ran)).toContain("E_SKEW_REFUSED: 1 version skew error stops `changeset version`; what it wrote is not");
    expect(said(ran)).toContain("packages/c/package.json:5:13  dep/catalog-missing\n");
    expect(opened.git("rev-parse", "HEAD")).toBe(before);
    const off = gitRepo(lasting({ changelog: false, commit: [provenance, { skew: false }] }));
    expect((await version(off, { bin })).code).toBe(0);
  });

  test("the commit module alone lets pass what is brought up to date after it", async () => {
    const lockfile = [
      "lockfileVersion: '9.0'",
      "importers:",
      "  .: {}",
      "  packages/a: {}",
      "  packages/b:",
      "    dependencies:",
      "      '@s/a':",
      "        specifier: ^1.0.0",
      "        version: link:../a",
      "",
    ].join("\n");
    const opened = gitRepo(
      world({ changelog: false, commit: [provenance, null] }, "^1.0.0").file("pnpm-lock.yaml", lockfile),
    );
    expect((await version(opened, { bin })).code).toBe(0);
    expect(readFileSync(join(opened.dir, "packages/b/package.json"), "utf8")).toContain('"^1.5.0"');
  });
});
