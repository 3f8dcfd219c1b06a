import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { formats } from "@releaser/skew";
import { gitRepo, releaser, repo as emptyRepo, type GitRepo, tempDir, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { planIn, reportIn, statusIn } from "./documents.ts";
import { acme } from "./worlds.ts";

const dependent = { type: "module", dependencies: { "@acme/core": "^99.0.0" } } as const;

/** The small world, with the Changesets that it is planned by declared; it is not installed. */
function declaring(): World {
  return acme().root({ devDependencies: { "@changesets/cli": "^3.0.0" } });
}

/** A world as a repository that has tags, so that no rule misses its history. */
function released(world: World): GitRepo {
  const repo = gitRepo(world);
  repo.git("tag", "released");
  return repo;
}

/** The small world with a range that excludes what lies beside it. */
function broken(): GitRepo {
  return released(declaring().pkg("@acme/cli@1.4.0", dependent));
}

function stateOf({ git }: GitRepo): readonly string[] {
  return [git("rev-parse", "HEAD"), git("status", "--porcelain"), git("diff", "HEAD"), git("for-each-ref")];
}

describe("an internal range that excludes the workspace's version", () => {
  test("is told from any folder with file, line, both values and the mend, and nothing is written", async () => {
    const repo = broken();
    const before = stateOf(repo);
    const [skew, json, plan] = await Promise.all([
      releaser(["skew"], { cwd: join(repo.dir, "packages/cli") }),
      releaser(["skew", "--json", "--scope", "tree"], { cwd: join(repo.dir, ".changeset") }),
      releaser(["plan", "--json"], { cwd: join(repo.dir, "packages") }),
    ]);
    expect(skew).toMatchObject({ code: 7, stderr: "" });
    expect(skew.stdout.split("\n").slice(0, -3)).toEqual([
      "✗ range/internal-excludes  1 error",
      "  expected: an internal range admits the version that its package has in the workspace",
      "  https://github.com/releaser/releaser/blob/main/docs/rules/range/internal-excludes.md",
      "",
      "  @acme/core is 1.2.0 here, which ^99.0.0 does not admit",
      "    ^99.0.0  packages/cli/package.json:6:19",
      "    1.2.0    packages/core/package.json:3",
      '  → in packages/cli/package.json write "@acme/core": "^1.2.0" (--fix)',
      "",
    ]);
    expect(skew.stdout.endsWith("\n")).toBe(true);

    expect(json).toMatchObject({ code: 7, stderr: "" });
    expect(reportIn(json)).toMatchObject({
      ok: false,
      scope: "tree",
      counts: { error: 1, warning: 0, info: 0 },
      findings: [
        { rule: "range/internal-excludes", file: "packages/cli/package.json", line: 6, fix: { safety: "safe" } },
      ],
    });

    expect(plan.code).toBe(7);
    expect(plan.stderr).toContain("range/internal-excludes");
    expect(planIn(plan).key).toBe("1.5.0");
    expect(stateOf(repo)).toEqual(before);
  });

  test("is told in every format with the same exit and the same relative paths from any folder, and nothing of the machine", async () => {
    const repo = broken();
    const before = stateOf(repo);
    const runs = await Promise.all(
      formats.map(async (format) => {
        const args = ["skew", "--format", format];
        const [inside, outside] = await Promise.all([
          releaser(args, { cwd: join(repo.dir, "packages/cli") }),
          releaser([...args, "--cwd", join(repo.dir, "packages/core")], { cwd: tempDir() }),
        ]);
        return { format, inside, outside };
      }),
    );
    const timeless = (text: string): string => text.replaceAll(/\b\d+ ms\b|"ms": \d+/gu, "");
    for (const { format, inside, outside } of runs) {
      expect([format, inside.code, inside.stderr]).toEqual([format, 7, ""]);
      expect(timeless(outside.stdout)).toBe(timeless(inside.stdout));
      expect(inside.stdout).toContain("packages/cli/package.json");
      expect(inside.stdout).not.toContain(repo.dir);
      expect(inside.stdout.endsWith("\n")).toBe(true);
    }
    const said = Object.fromEntries(runs.map(({ format, inside }) => [format, inside.stdout]));
    expect(JSON.parse(said["json"] ?? "")).toMatchObject({ schema: "skew-report.v1" });
    expect(JSON.parse(said["sarif"] ?? "")).toMatchObject({
      version: "2.1.0",
      runs: [{ results: [{ level: "error" }] }],
    });
    expect(said["github"]).toMatch(/^::error file=packages\/cli\/package\.json,line=6,col=19,title=/u);
    expect(said["markdown"]).toMatch(/^<!-- releaser-skew -->\n\n## ❌ Version skew: 1 error\n/u);
    expect(stateOf(repo)).toEqual(before);
  });

  test("is linked to the commit that a workflow of GitHub looks at", async () => {
    const repo = broken();
    const sha = repo.git("rev-parse", "HEAD").trim();
    const env = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/app", GITHUB_SHA: sha };
    const markdown = async (more: Readonly<Record<string, string>>): Promise<string> =>
      (await releaser(["skew", "--format", "markdown"], { cwd: repo.dir, env: { ...env, ...more } })).stdout;
    const base = `](https://github.com/acme/app/blob/${sha}/`;
    expect(await markdown({})).toContain(`${base}packages/cli/package.json#L6)`);
    expect(await markdown({ GITHUB_WORKSPACE: join(repo.dir, "..") })).toContain(
      `${base}${basename(repo.dir)}/packages/cli/package.json#L6)`,
    );
    for (const wrong of [{ GITHUB_REPOSITORY: "a/b](x)" }, { GITHUB_WORKSPACE: tempDir() }]) {
      expect(await markdown(wrong)).toContain("](packages/cli/package.json#L6)");
    }
  });

  test("with an installed Changesets that lacks its parts, the plan is refused with a code", async () => {
    const { dir } = gitRepo(
      declaring().file(
        "node_modules/@changesets/cli/package.json",
        '{ "name": "@changesets/cli", "version": "3.0.3" }\n',
      ),
    );
    const ran = await releaser(["skew"], { cwd: dir });
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(
      /E_CHANGESETS_UNSUPPORTED[\s\S]*assemble-release-plan, which it needs, is not installed/u,
    );
  });

  test("stops version and publish, also where a release is there already", async () => {
    const repo = released(declaring());
    expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0 });
    expect(reportIn(await releaser(["skew", "--json"], { cwd: repo.dir }))).toMatchObject({ ok: true, findings: [] });
    const manifest = join(repo.dir, "packages/cli/package.json");
    writeFileSync(manifest, `${JSON.stringify({ name: "@acme/cli", version: "1.4.1", ...dependent }, undefined, 2)}\n`);
    const before = stateOf(repo);
    const told = [
      "packages/cli/package.json:6  range/internal-excludes  @acme/core is 1.3.0 here, which ^99.0.0 does not admit",
      'in packages/cli/package.json write "@acme/core": "^1.3.0"',
    ].join("\n");
    const runs = await Promise.all(
      [["version"], ["version", "--no-commit"], ["publish"], ["publish", "--outward"], ["publish", "1.5.0"]].map(
        (args) => releaser([...args, "--json"], { cwd: repo.dir }),
      ),
    );
    for (const ran of runs) {
      expect(statusIn(ran)).toMatchObject({ exit: 7, failures: [{ code: "E_SKEW", who: "Builder", why: told }] });
    }
    expect(stateOf(repo)).toEqual(before);
  });
});

describe("mending", () => {
  const untouched = (repo: GitRepo): string => repo.git("status", "--porcelain");
  const manifest =
    '{\r\n\t"name": "@acme/cli", "version": "1.4.0",\r\n\t"dependencies": { "@acme/core": "^99.0.0" }\r\n}';

  function unmended(): GitRepo {
    return released(
      declaring()
        .file("packages/cli/package.json", manifest)
        .file(".nvmrc", "24.11.0\n")
        .file(".tool-versions", "nodejs 22.1.0\n"),
    );
  }

  test("is shown as a diff and written by nobody under --dry-run, in every format beside the document", async () => {
    const repo = unmended();
    const before = stateOf(repo);
    const [human, json, unsafe] = await Promise.all([
      releaser(["skew", "--fix", "--dry-run"], { cwd: join(repo.dir, "packages/core") }),
      releaser(["skew", "--fix", "--dry-run", "--json"], { cwd: repo.dir }),
      releaser(["skew", "--fix-unsafe", "--dry-run", "--scope", "tree"], { cwd: repo.dir }),
    ]);
    const diff = [
      "--- a/.tool-versions",
      "+++ b/.tool-versions",
      "@@ -1,1 +1,1 @@",
      "-nodejs 22.1.0",
      "+nodejs 24.11.0",
      "--- a/packages/cli/package.json",
      "+++ b/packages/cli/package.json",
    ].join("\n");
    expect(human).toMatchObject({ code: 7, stderr: "", stdout: expect.stringMatching(/^--- a\/\.tool-versions\n/u) });
    expect(human.stdout).toContain(diff);
    expect(human.stdout).toMatch(/\nnext: `releaser skew --fix` writes it, and what it uncovers\n$/u);
    expect(unsafe.stdout).toContain("next: `releaser skew --scope tree --fix-unsafe` writes it");
    expect([json.code, json.stderr.startsWith(diff)]).toEqual([7, true]);
    expect(reportIn(json)).not.toHaveProperty("fixed");
    expect(stateOf(repo)).toEqual(before);
  });

  test("changes only the bytes of values, from any folder, goes on with what it uncovers, and a second run changes nothing", async () => {
    const repo = unmended();
    const ran = await releaser(["skew", "--fix"], { cwd: join(repo.dir, "packages/core") });
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout.split("\n").slice(0, 4)).toEqual([
      "✓ tool/node-pins  .tool-versions pins Node 22.1.0, .nvmrc 24.11.0",
      "    .tool-versions:1  nodejs 22.1.0 → nodejs 24.11.0",
      "✓ range/internal-excludes  @acme/core is 1.2.0 here, which ^99.0.0 does not admit",
      "    packages/cli/package.json:3  ^99.0.0 → ^1.2.0",
    ]);
    expect(ran.stdout).toMatch(/\nnext: `git diff` shows what was mended\n$/u);
    const written = readFileSync(join(repo.dir, "packages/cli/package.json"), "utf8");
    expect(written).toBe(manifest.replace("^99.0.0", /workspace:\^|\^1\.2\.0/u.exec(written)?.[0] ?? ""));
    const after = [untouched(repo), repo.git("diff")];
    const again = await releaser(["skew", "--fix-unsafe", "--json"], { cwd: repo.dir });
    expect(reportIn(again)).toMatchObject({ ok: true, fixed: [], unfixed: [] });
    expect([untouched(repo), repo.git("diff")]).toEqual(after);
  });

  test("tells beside a document what it did, and leaves a link as it is with the reason", async () => {
    const repo = unmended();
    const surface = { file: "link.md", pattern: "core@(.+)", package: "@acme/core" };
    const config = { skew: { rules: { "file/surface": { surfaces: [surface] } } } };
    writeFileSync(join(repo.dir, "releaser.config.json"), JSON.stringify(config));
    writeFileSync(join(repo.dir, "real.md"), "core@1.1.0\n");
    symlinkSync("real.md", join(repo.dir, "link.md"));
    const ran = await releaser(["skew", "--fix", "--format", "sarif"], { cwd: repo.dir });
    expect(ran.code).toBe(7);
    expect(JSON.parse(ran.stdout)).toMatchObject({ version: "2.1.0" });
    expect(ran.stderr).toContain("✓ range/internal-excludes  @acme/core is 1.2.0 here");
    expect(ran.stderr).toContain("    link.md:1  not mended: link.md: it is a symbolic link\n");
    expect(readFileSync(join(repo.dir, "real.md"), "utf8")).toBe("core@1.1.0\n");
  });

  /** Packages whose versions are each to be that of another, which the rules believe to be written in by hand. */
  const copying = (versions: Readonly<Record<string, string>>, of: Readonly<Record<string, string>>): GitRepo => {
    const surfaces = Object.entries(of).map(([name, other]) => ({
      file: `packages/${name}/package.json`,
      pattern: '"version": "(.+)"',
      package: other,
    }));
    const config = JSON.stringify({ skew: { rules: { "file/surface": { surfaces } } } });
    const world = Object.entries(versions).reduce((now, [name, version]) => now.pkg(`${name}@${version}`), emptyRepo());
    return released(world.file("releaser.config.json", config));
  };

  test("stops where fixes undo each other, and after five rounds, and says which", async () => {
    const circle = copying({ a: "1.0.0", b: "2.0.0" }, { a: "b", b: "a" });
    const chain = copying(
      { a: "1.1.0", b: "1.0.0", c: "1.0.0", d: "1.0.0", e: "1.0.0", f: "1.0.0", g: "1.0.0" },
      { b: "a", c: "b", d: "c", e: "d", f: "e", g: "f" },
    );
    const mended = async ({ dir }: GitRepo): Promise<unknown> => {
      const { fixed = [], unfixed = [] } = reportIn(
        await releaser(["skew", "--fix", "--json", "--scope", "tree"], { cwd: dir }),
      );
      return [fixed.length, unfixed.map(({ file, why }) => `${basename(join(file, ".."))}: ${why}`)];
    };
    const undone = "fixes would bring back what others have just changed";
    expect(await mended(circle)).toEqual([2, [`a: ${undone}`, `b: ${undone}`]]);
    expect(await mended(chain)).toEqual([5, ["g: 5 rounds of fixes came before it; the next run goes on"]]);
    expect(await mended(chain)).toEqual([1, []]);
  });

  const outside = { ...dependent, dependencies: { "@acme/core": "workspace:^" } };
  const lock = (specifier: string): string =>
    `lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\n  packages/cli:\n    dependencies:\n      '@acme/core':\n        specifier: ${specifier}\n        version: link:../core\n\n  packages/core: {}\n`;
  const stale = (): GitRepo =>
    released(acme().pkg("@acme/cli@1.4.0", outside).file("pnpm-lock.yaml", lock("workspace:*")));

  test("has pnpm bring the lockfile up, which needs no registry where only the workspace is asked for", async () => {
    const repo = stale();
    const ran = await releaser(["skew", "--fix", "--json", "--scope", "tree"], { cwd: repo.dir });
    const locked = { rule: "lock/importer-specifier", command: "pnpm install --lockfile-only", places: [] };
    expect(reportIn(ran)).toMatchObject({
      ok: true,
      fixed: [locked, locked],
    });
    expect(readFileSync(join(repo.dir, "pnpm-lock.yaml"), "utf8")).toContain("specifier: workspace:^");
  });

  test.each([
    [
      "with pnpm's own words, where pnpm cannot",
      "echo ' ERR_PNPM_META_FETCH_FAIL  no network'; exit 1",
      /ERR_PNPM_META/u,
    ],
    ["where pnpm does nothing", "exit 0", /^pnpm ran and did not change it$/u],
  ])("keeps the finding, %s", async (_, script, said) => {
    const repo = stale();
    const bin = tempDir();
    writeFileSync(join(bin, "pnpm"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env["PATH"]}` };
    const ran = await releaser(["skew", "--fix", "--json", "--scope", "tree"], { cwd: repo.dir, env });
    const why: unknown = expect.stringMatching(said);
    const unlocked = { rule: "lock/importer-specifier", why };
    expect(ran.code).toBe(7);
    expect(reportIn(ran)).toMatchObject({
      fixed: [],
      unfixed: [unlocked, unlocked],
    });
    expect(untouched(repo)).toBe("");
  });
});

test("a workspace in order is exit 0 in every format, and what cannot be asked for together is exit 2", async () => {
  const { dir: cwd } = released(declaring());
  const fine = await Promise.all(formats.map((format) => releaser(["skew", "--format", format], { cwd })));
  expect(fine.map(({ code, stderr }) => [code, stderr])).toEqual(formats.map(() => [0, ""]));
  const [both, failed] = await Promise.all([
    releaser(["skew", "--json", "--format", "sarif"], { cwd }),
    releaser(["skew", "--format", "json"], { cwd: tempDir() }),
  ]);
  expect(statusIn(both)).toMatchObject({ exit: 2, failures: [{ code: "E_USAGE" }] });
  expect(both.stderr).toContain("cannot be used with option '--json'");
  expect(statusIn(failed)).toMatchObject({ verb: "skew", exit: 2 });
});

test("nothing that a repository says is a command for the terminal or for a workflow, in any format", async () => {
  const hostile = "\u001b[2J\u001b]0;x\u0007\u202e\r::add-mask::@acme/core ##[stop-commands]x";
  const { dir: cwd } = released(declaring().changeset("hostile", { [hostile]: "minor", "\n::error::x": "patch" }));
  const runs = await Promise.all(formats.map((format) => releaser(["skew", "--format", format], { cwd })));
  for (const { code, stdout, stderr } of runs) {
    expect(code).toBe(7);
    const text = `${stdout}${stderr}`;
    expect(text).toContain("add-mask");
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\[/u);
    const commands = text.split("\n").filter((line) => line.trim().startsWith("::"));
    expect(commands.filter((line) => !/^::(?:error|warning|notice) file=/u.test(line))).toEqual([]);
  }
});
