import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validateDocument } from "@releaser/gates";
import { gitRepo, type GitRepo, releaser, repo, repositoryRoot, tempDir, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import type { StatusDocument } from "../src/index.ts";

const library = { type: "module", exports: "./index.js", files: ["index.js"] } as const;

/** Two public packages, and nothing that a release needs. */
function untouched(): World {
  return repo()
    .pkg("@acme/core@1.2.0", { ...library, publishConfig: { access: "public" } })
    .pkg("@acme/cli@1.4.0", { ...library, dependencies: { "@acme/core": "workspace:~" } })
    .config(undefined)
    .file("packages/core/index.js", 'export const name = "core";\n')
    .file("packages/cli/index.js", 'export { name } from "@acme/core";\n');
}

function stateOf({ git }: GitRepo): string {
  return git("status", "--porcelain", "--ignored", "--untracked-files=all");
}

function documentIn(stdout: string): StatusDocument {
  const status = JSON.parse(stdout) as StatusDocument;
  expect(validateDocument(join(repositoryRoot, ".sentinel"), "release-status.v1", status)).toEqual([]);
  return status;
}

describe("releaser init where nobody can be asked", () => {
  test("shows what it would write, writes nothing, and says what to type", async () => {
    const it = gitRepo(untouched());
    const { code, stdout } = await releaser(["init"], { cwd: it.dir });
    expect(code).toBe(2);
    expect(stdout.split("\n").filter((line) => /^ {2}[+~] /u.test(line))).toEqual([
      "  + .changeset/config.json",
      "  + .gitignore",
      "  ~ package.json",
      "  + releaser.config.json",
    ]);
    expect(stdout).toContain("E_SETUP_UNCONFIRMED");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      "    → you: read the list above, then type the same command with --yes",
    );
    expect(stateOf(it)).toBe("");
  });

  test("with --dry-run it prints the diff and ends well; what --yes then writes is that diff", async () => {
    const it = gitRepo(untouched());
    const shown = await releaser(["init", "--dry-run", "--page", "none"], { cwd: it.dir });
    expect([shown.code, stateOf(it)]).toEqual([0, ""]);
    const lastOf = (stdout: string): string | undefined => stdout.trimEnd().split("\n").at(-1);
    expect(lastOf(shown.stdout)).toBe("next: type the same command again, with --yes in place of --dry-run");
    expect(await releaser(["init", "--yes", "--page", "none"], { cwd: it.dir })).toMatchObject({ code: 0 });
    it.git("add", "--all");
    const lines = it.git("diff", "--cached", "--no-color").split("\n");
    const added = lines.filter((line) => /^[+-](?![+-]{2} )/u.test(line));
    expect(added.length).toBeGreaterThan(20);
    const again = await releaser(["init", "--dry-run", "--page", "none"], { cwd: it.dir });
    expect(lastOf(again.stdout)).toBe("next: run the command above, commit, then pnpm releaser rehearse");
    expect(shown.stdout.split("\n").filter((line) => /^[+-](?![+-]{2} )/u.test(line))).toEqual(added);
  });

  test("after it, and a commit, a rehearsal of the first release works", { timeout: 240_000 }, async () => {
    const it = gitRepo(untouched());
    const { stdout } = await releaser(["init", "--yes", "--json"], { cwd: it.dir });
    expect(documentIn(stdout)).toMatchObject({
      verb: "init",
      ok: true,
      next: "run the command above, commit, then pnpm releaser rehearse",
      commands: [{ command: "pnpm add -D -w @releaser/cli @changesets/cli@3 verdaccio@6 @releaser/notes" }],
    });
    it.commit("set up");
    const place = join(tempDir(), "rehearsal");
    const ran = await releaser(["rehearse", "--json", "--keep", place], { cwd: it.dir, timeout: 200_000 });
    const status = documentIn(ran.stdout);
    expect([ran.code, status.failures]).toEqual([0, []]);
    expect(status.resources.filter(({ id }) => id.startsWith("npm:")).map(({ verdict }) => verdict)).toEqual([
      "applied",
      "applied",
    ]);
  });

  test("on GitHub it writes workflows that wire has nothing to add to, and none beside people's own of that name", async () => {
    const [fresh, own] = [gitRepo(untouched()), gitRepo(untouched().file(".github/workflows/ci.yml", "on: push\n"))];
    for (const it of [fresh, own]) {
      it.git("remote", "add", "origin", "https://github.com/acme/shop.git");
      expect(await releaser(["init", "--yes"], { cwd: it.dir })).toMatchObject({ code: 0 });
    }
    for (const args of [
      ["wire", "--check"],
      ["plan", "--check"],
    ]) {
      expect(await releaser(args, { cwd: fresh.dir })).toMatchObject({ code: 0 });
    }
    expect(stateOf(own)).not.toMatch(/workflows|plan\.md/u);
    const { stdout } = await releaser(["init"], { cwd: own.dir });
    expect(stdout.replaceAll(/\s+/gu, " ")).toMatch(/! no workflows yet: .*ci\.yml.*then `releaser wire`/u);
    const without = gitRepo(untouched());
    without.git("remote", "add", "origin", "https://github.com/acme/shop.git");
    expect(await releaser(["init", "--yes", "--no-workflows"], { cwd: without.dir })).toMatchObject({ code: 0 });
    expect(stateOf(without)).not.toMatch(/workflows|plan\.md/u);
  });

  test("a second run finds nothing to write, also beside what people changed meanwhile", async () => {
    const it = gitRepo(untouched());
    expect(await releaser(["init", "--yes"], { cwd: it.dir })).toMatchObject({ code: 0 });
    writeFileSync(join(it.dir, ".changeset/config.json"), "{}\n");
    const before = stateOf(it);
    const { code, stdout } = await releaser(["init"], { cwd: it.dir });
    expect([code, stateOf(it)]).toEqual([0, before]);
    expect(stdout).toContain("nothing is left to write");
  });

  test("--install runs the package manager that is there, once the files are written; where it fails, that is told", async () => {
    const it = gitRepo(untouched());
    const bin = join(tempDir(), "bin");
    mkdirSync(bin);
    const pnpm = (lines: string): void => {
      writeFileSync(join(bin, "pnpm"), `#!/bin/sh\n${lines}\n`);
      chmodSync(join(bin, "pnpm"), 0o755);
    };
    const env = { PATH: `${bin}:${process.env["PATH"]}` };
    pnpm("echo no such registry >&2; exit 1");
    const failed = await releaser(["init", "--yes", "--install"], { cwd: it.dir, env });
    expect(failed.code).toBe(5);
    expect(failed.stderr).toMatch(/E_INSTALL[^]*no such registry/u);
    pnpm('test -f releaser.config.json && echo "$@" >installed');
    const done = await releaser(["init", "--yes", "--install"], { cwd: it.dir, env });
    expect(done).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\nnext: commit, then pnpm releaser rehearse\n$/u),
    });
    expect(readFileSync(join(it.dir, "installed"), "utf8")).toBe(
      "add -D -w @releaser/cli @changesets/cli@3 verdaccio@6 @releaser/notes\n",
    );
  });
});

describe("a repository that cannot be set up", () => {
  test.each<[string, World, RegExp]>([
    ["bun installs", untouched().root({ packageManager: "bun@1.2.0" }), /bun installs here/u],
    [
      "yarn installs without node_modules",
      untouched().file(".yarnrc.yml", "nodeLinker: pnp\n"),
      /without node_modules/u,
    ],
    [
      "nx.json is no JSON",
      untouched().file("nx.json", '{\n  "plugins": [],\n  plugins: []\n}\n'),
      /nx\.json cannot be changed[^]*it is no JSON: invalid symbol in line 3/u,
    ],
    [
      "a manifest has comments",
      untouched().file("package.json", '{ /* x */ "name": "a" }'),
      /package\.json cannot be/u,
    ],
  ])("is told why and what to do where %s", async (_, world, why) => {
    const it = gitRepo(world);
    const { code, stdout, stderr } = await releaser(["init", "--yes", "--json"], { cwd: it.dir });
    const [failure] = documentIn(stdout).failures;
    expect([code, failure?.code, stateOf(it)]).toEqual([2, "E_SETUP_UNFIT", ""]);
    expect(`${failure?.what}\n${failure?.why}`).toMatch(why);
    expect(stderr).toContain("→ you: ");
  });

  test("is told so where only lerna.json names packages", async () => {
    const it = gitRepo(untouched().file("lerna.json", '{ "packages": ["modules/*"] }'));
    it.git("rm", "--quiet", "pnpm-workspace.yaml");
    it.commit("lerna alone");
    const { code, stderr } = await releaser(["init", "--yes"], { cwd: it.dir });
    expect([code, stateOf(it)]).toEqual([2, ""]);
    expect(stderr).toMatch(/E_SETUP_UNFIT {2}only lerna\.json[^]*modules\/\*/u);
  });

  test("is told so where a file that would be changed is a link, or there is no commit, or no manifest", async () => {
    const it = gitRepo(untouched());
    symlinkSync("/etc/hostname", join(it.dir, ".gitignore"));
    const linked = await releaser(["init", "--yes"], { cwd: it.dir });
    expect([linked.code, linked.stderr]).toEqual([2, expect.stringContaining("it is a symbolic link")]);
    const dir = untouched().write(join(tempDir(), "plain"));
    expect(await releaser(["init"], { cwd: dir })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("E_NOT_A_REPOSITORY"),
    });
    expect(await releaser(["init"], { cwd: tempDir() })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("E_WORKSPACE_MISSING"),
    });
  });
});
