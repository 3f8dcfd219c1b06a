import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { validateDocument } from "@releaser/gates";
import {
  type GitRepo,
  gitRepo,
  openGitRepo,
  releaser,
  type ReleaserResult,
  repo,
  repositoryRoot,
  tempDir,
} from "@releaser/testkit";
import { markdownProblems } from "@releaser/testkit/markdown";
import { describe, expect, test } from "vitest";
import type { NotesDocument } from "../src/verbs/notes.ts";
import { acme } from "./worlds.ts";

function write({ dir }: GitRepo, path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

/** Whatever happens, nothing but the file that was asked for changes. */
async function notes(there: GitRepo, ...args: readonly string[]): Promise<ReleaserResult> {
  const state = (): unknown => [
    there.git("rev-parse", "HEAD"),
    there.git("for-each-ref"),
    there.git("worktree", "list"),
  ];
  const before = state();
  const ran = await releaser(["notes", ...args], { cwd: there.dir });
  expect(state()).toEqual(before);
  return ran;
}

describe("the notes of a release that has a plan", () => {
  test("are what version wrote, from the tag, from HEAD and years later", async () => {
    const there = gitRepo(acme());
    write(there, "packages/cli/index.js", "export const name = 1;\n");
    there.commit("fix(cli): no longer hangs");
    there.git("tag", "v1.4.0");
    write(there, "packages/cli/index.js", "export const name = 2;\n");
    there.commit("feat(cli): a new name");
    write(there, "packages/core/index.js", "export const name = 2;\n");
    there.commit("feat: told by its changeset");
    expect(await releaser(["version"], { cwd: there.dir })).toMatchObject({ code: 0 });
    there.git("tag", "v1.5.0");
    const file = "release/notes/1.5.0.md";
    const written = readFileSync(join(there.dir, file), "utf8");
    expect(written).toContain("- A new name — `@acme/cli` (`");
    expect(written).not.toContain("no longer hangs");
    expect(written).not.toContain("told by its changeset");
    expect(written).toContain("- decision [D-0001](../../.sentinel/DECISIONS.md): The core starts without a cache.");
    const exists = (path: string): boolean => existsSync(join(there.dir, "release/notes", path));
    expect(markdownProblems(written, { exists })).toEqual([]);

    expect(await notes(there)).toMatchObject({ code: 0, stdout: written, stderr: "" });
    write(there, "packages/core/index.js", "export const name = 3;\n");
    there.commit("feat: later");
    expect(await notes(there, "--to", "v1.5.0")).toMatchObject({ code: 0, stdout: written });
    expect(await notes(there, "--from", "v1.4.0", "--to", "v1.5.0", "--write")).toMatchObject({
      code: 0,
      stdout: `up to date: ${file}\n`,
    });
    expect((await notes(there)).stdout).toMatch(
      /^# Unreleased · .*\n\nTold from git alone, from `v1\.5\.0` to `HEAD`\./u,
    );
  });

  test("are written where they are missing, and keep what people wrote", async () => {
    const there = gitRepo(acme());
    await releaser(["version"], { cwd: there.dir });
    there.git("tag", "v1.5.0");
    const file = join(there.dir, "release/notes/1.5.0.md");
    const written = readFileSync(file, "utf8");
    rmSync(file);
    expect((await notes(there, "--write", "--dry-run")).stdout).toBe(written);
    expect(existsSync(file)).toBe(false);
    expect(await notes(there, "--write")).toMatchObject({
      code: 0,
      stdout: "wrote release/notes/1.5.0.md\nnext: git add release/notes/1.5.0.md && git commit\n",
    });
    const edited = written.replace("<!-- releaser:end", "\nThanks to all.\n\n<!-- releaser:end");
    writeFileSync(file, edited.replace("## Features", "## Misspelt"));
    const ran = await notes(there, "--write", "--json");
    const document = JSON.parse(ran.stdout) as NotesDocument;
    expect(validateDocument(join(repositoryRoot, ".sentinel"), "release-notes.v1", document)).toEqual([]);
    expect(document).toMatchObject({ source: "plan", file: "release/notes/1.5.0.md", written: true, markdown: edited });
    expect(readFileSync(file, "utf8")).toBe(edited);

    writeFileSync(file, edited.replace("<!-- releaser:end people -->\n", ""));
    const refused = await notes(there, "--write");
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("E_NOTES_SECTION")]);
    expect(readFileSync(file, "utf8")).not.toContain("releaser:end");
  });
});

describe("the notes of releases without a plan", () => {
  const world = repo()
    .pkg("@s/a@1.0.0")
    .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "workspace:^" } })
    .pkg("@s/c@1.0.0")
    .pkg("@s/d@1.0.0", { private: true });

  /** What Changesets does: versions go up, changesets go away. */
  function version(there: GitRepo, versions: Readonly<Record<string, string>>, used: readonly string[]): void {
    for (const [name, to] of Object.entries(versions)) {
      const manifest = `packages/${name}/package.json`;
      const text = readFileSync(join(there.dir, manifest), "utf8");
      write(there, manifest, text.replace(/"version": ".*?"/u, `"version": "${to}"`));
    }
    for (const id of used) rmSync(join(there.dir, `.changeset/${id}.md`));
    there.commit("Version Packages");
  }

  function changeset(there: GitRepo, id: string, front: string, text: string): void {
    write(there, `.changeset/${id}.md`, `---\n${front}\n---\n\n${text}\n`);
    there.commit(`docs: ${id}`);
  }

  function history(): GitRepo {
    const there = gitRepo(world);
    there.git("tag", "v1.0.0");
    changeset(there, "one", '"@s/a": minor', "A first thing.\n\nDecision-ID: D-0007");
    write(there, "packages/c/index.js", "1\n");
    there.commit("fix(c): a leak\n\nIt leaked.");
    version(there, { a: "1.1.0", b: "1.0.1", c: "1.0.1" }, ["one"]);
    there.git("tag", "v1.1.0");
    changeset(there, "two", '"@s/a": major', "A second thing breaks.");
    changeset(there, "gone", '"@s/c": minor', "Never released.");
    rmSync(join(there.dir, ".changeset/gone.md"));
    there.commit("drop a changeset");
    there.git("switch", "--quiet", "--create", "release");
    version(there, { a: "2.0.0", b: "1.0.2" }, ["two"]);
    there.git("switch", "--quiet", "main");
    write(there, "README.md", "x\n");
    there.commit("docs: meanwhile");
    there.git("merge", "--quiet", "--no-ff", "--message", "Merge release", "release");
    there.git("tag", "v2.0.0");
    return there;
  }

  test("come from manifests, the changesets that were used and conventional commits between two tags", async () => {
    const there = history();
    const { code, stdout } = await notes(there, "--to", "v1.1.0");
    expect([code, markdownProblems(stdout, { exists: () => false })]).toEqual([0, []]);
    expect(stdout).toBe(`# v1.1.0 · 2026-01-01

Told from git alone, from \`v1.0.0\` to \`v1.1.0\`.

<!-- releaser:begin people · what stands from here to the end marker is kept -->
<!-- releaser:end people -->

## Features

- A first thing. — \`@s/a\` (D-0007)

## Fixes

- A leak — \`@s/c\` (\`${there.git("rev-parse", "v1.1.0~1").slice(0, 7)}\`)

## Packages

| package | from → to | why |
| --- | --- | --- |
| \`@s/a\` | 1.0.0 → 1.1.0 | 1 change |
| \`@s/b\` | 1.0.0 → 1.0.1 | depends on \`@s/a\` |
| \`@s/c\` | 1.0.0 → 1.0.1 | without a changeset |

## Decisions and capsules

- decision D-0007
`);
  });

  test("know a release that came by a merge, and take no changeset that somebody removed", async () => {
    const { stdout } = await notes(history());
    expect(stdout).toContain("Told from git alone, from `v1.1.0` to `v2.0.0`.");
    expect(stdout).toContain("### `@s/a` 2.0.0\n\n> A second thing breaks.");
    expect(stdout).toContain("| `@s/a` | 1.1.0 → 2.0.0 | 1 change |\n| `@s/b` | 1.0.1 → 1.0.2 | depends on `@s/a` |\n");
    expect(stdout).not.toContain("Never released.");
    expect(stdout).not.toContain("A first thing.");
  });

  test("of several releases tell each changeset once, and of the first one that all is new", async () => {
    const there = history();
    const all = (await notes(there, "--from", "v1.0.0", "--to", "v2.0.0")).stdout;
    expect([all.split("A first thing.").length, all.split("> A second thing").length]).toEqual([2, 2]);
    expect(all).toContain("| `@s/a` | 1.0.0 → 2.0.0 | 2 changes |");
    const first = await notes(there, "--to", "v1.0.0");
    expect([first.code, first.stdout]).toEqual([0, expect.stringContaining("| `@s/d` (private) | new → 1.0.0 |")]);
    expect(first.stdout).toContain("Told from git alone, up to `v1.0.0`.");
  });

  test("are not told for a range that is none, or written without a version", async () => {
    const there = history();
    for (const [args, code] of [
      [["--to", "v9.9.9"], "E_NOTES_RANGE"],
      [["--to", "--help=$(touch canary)"], "E_NOTES_RANGE"],
      [["--from", "v2.0.0", "--to", "v1.0.0"], "E_NOTES_RANGE"],
      [["--from", "v1.0.0", "--to", "main", "--write"], "E_USAGE"],
    ] as const) {
      const ran = await notes(there, ...args);
      expect([ran.code, ran.stdout, ran.stderr]).toEqual([2, "", expect.stringContaining(code)]);
    }
    expect(there.git("status", "--porcelain")).toBe("");
  });

  test("are not told by a clone that does not hold what they are told from, and what brings it is said", async () => {
    const source = history();
    source.git("config", "uploadpack.allowFilter", "true");
    const clone = (name: string, ...how: readonly string[]): GitRepo => {
      const dir = join(tempDir(), name);
      source.git("clone", "--quiet", ...how, `file://${source.dir}`, dir);
      return openGitRepo(dir);
    };
    const shallow = clone("shallow", "--depth=1");
    const partial = clone("partial", "--filter=blob:none");
    for (const [there, args, remedy] of [
      [shallow, [], "git fetch --unshallow --tags"],
      [shallow, ["--to", "HEAD"], "git fetch --unshallow --tags"],
      [partial, ["--from", "v1.1.0"], "git fetch --refetch --no-filter"],
    ] as const) {
      const ran = await notes(there, ...args);
      expect([ran.code, ran.stdout]).toEqual([2, ""]);
      expect(ran.stderr).toContain("E_NOTES_RANGE");
      expect(ran.stderr).toContain(remedy);
    }
    const whole = await notes(source, "--from", "v1.1.0");
    shallow.git("fetch", "--quiet", "--unshallow", "--tags");
    partial.git("fetch", "--quiet", "--refetch", "--no-filter");
    for (const there of [shallow, partial]) expect(await notes(there, "--from", "v1.1.0")).toEqual(whole);
  });

  test("are not written through a link that leads elsewhere", async () => {
    const there = history();
    const outside = tempDir();
    mkdirSync(join(there.dir, "release"));
    symlinkSync(outside, join(there.dir, "release/notes"));
    const { code, stderr } = await notes(there, "--write");
    expect([code, stderr]).toEqual([2, expect.stringContaining("release/notes is a symbolic link")]);
    expect(readdirSync(outside)).toEqual([]);
  });
});
