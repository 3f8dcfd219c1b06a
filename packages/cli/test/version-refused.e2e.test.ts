import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, type GitRepo, releaser, repo, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { acme } from "./worlds.ts";

function stateOf({ git }: GitRepo): readonly string[] {
  return [git("rev-parse", "HEAD"), git("status", "--porcelain"), git("for-each-ref"), git("worktree", "list")];
}

describe("nothing pending", () => {
  test.each([
    ["no changeset at all", repo().pkg("@s/a@1.0.0")],
    ["changesets that ask for nothing", repo().pkg("@s/a@1.0.0").changeset("x", { "@s/a": "none" }).changeset("y", {})],
    [
      "changesets of skipped packages alone",
      repo().pkg("@s/a@1.0.0").pkg("@s/b@1.0.0", { private: true }).changeset("x", { "@s/b": "major" }),
    ],
  ])("%s: it is said, nothing is written, and the exit is 0", async (_, world) => {
    const there = gitRepo(world);
    const before = stateOf(there);
    const said = await releaser(["version"], { cwd: there.dir });
    expect([said.code, said.stderr]).toEqual([0, ""]);
    expect(said.stdout).toContain("no changeset moves a package");
    expect(said.stdout).toMatch(/^next: .*pnpm changeset$/mu);
    const uncommitted = statusIn(await releaser(["version", "--no-commit", "--json"], { cwd: there.dir }));
    expect(uncommitted).toMatchObject({ ok: true, key: null, commit: null, resources: [{ verdict: "held" }] });
    expect(stateOf(there)).toEqual(before);
  });
});

describe("what is no release metadata is not committed", () => {
  const lines = (body: string): string =>
    `import { writeFileSync } from "node:fs";\nexport const getReleaseLine = async () => {\n${body}\n  return "- A line.";\n};\nexport const getDependencyReleaseLine = async () => "";\n`;

  test.each([
    ["a source", 'writeFileSync("packages/core/index.js", "broken\\n");', "packages/core/index.js"],
    ["a new file", 'writeFileSync("packages/core/VERSION", "1.3.0\\n");', "packages/core/VERSION"],
    ["a workflow", 'writeFileSync(".github-ci.yml", "on: push\\n");', ".github-ci.yml"],
  ])("a changelog module that writes %s stops it, and nothing is left", async (_, body, path) => {
    const there = gitRepo(withModule(lines(body)));
    const before = stateOf(there);
    const ran = statusIn(await releaser(["version", "--json"], { cwd: there.dir }));
    expect(ran).toMatchObject({ exit: 6, failures: [{ code: "E_VERSION_TOUCHED" }] });
    expect(ran.failures[0]?.why).toContain(path);
    expect(stateOf(there)).toEqual(before);
  });

  test("a changelog module that writes beside the tree that is versioned stops it, and no commit is made", async () => {
    const body = 'writeFileSync(new URL("../packages/core/index.js", import.meta.url), "broken\\n");';
    const there = gitRepo(withModule(lines(body)));
    const head = there.git("rev-parse", "HEAD");
    const ran = statusIn(await releaser(["version", "--json"], { cwd: there.dir }));
    expect(ran).toMatchObject({ exit: 2, failures: [{ code: "E_TREE_DIRTY", why: " M packages/core/index.js" }] });
    expect([there.git("rev-parse", "HEAD"), there.git("status", "--porcelain")]).toEqual([
      head,
      " M packages/core/index.js",
    ]);
  });

  test("a changelog module that throws stops it, and nothing is left", async () => {
    const there = gitRepo(withModule(lines('throw new Error("no network");')));
    const before = stateOf(there);
    const ran = statusIn(await releaser(["version", "--no-commit", "--json"], { cwd: there.dir }));
    expect(ran.failures).toMatchObject([{ code: "E_PLANNER_REFUSED" }]);
    expect(ran.failures[0]?.why).toContain("no network");
    expect(stateOf(there)).toEqual(before);
  });
});

function withModule(text: string): World {
  return acme().config({ changelog: "./changelog.mjs" }).file(".changeset/changelog.mjs", text);
}

test.each([["--no-commit"], ["--snapshot"], ["--json"]])(
  "a file that is not tracked and would be written over stops version %s, and is there afterwards",
  async (mode) => {
    const there = gitRepo(acme().config({ changelog: "@changesets/cli/changelog" }));
    const before = stateOf(there);
    writeFileSync(join(there.dir, "packages/core/CHANGELOG.md"), "by hand\n");
    for (const _ of ["once", "again"]) {
      const { code, stderr, stdout } = await releaser(["version", mode], { cwd: there.dir });
      expect([code, `${stdout}${stderr}`]).toEqual([5, expect.stringContaining("packages/core/CHANGELOG.md")]);
      expect(readFileSync(join(there.dir, "packages/core/CHANGELOG.md"), "utf8")).toBe("by hand\n");
      expect(there.git("for-each-ref", "refs/releaser")).toBe("");
    }
    rmSync(join(there.dir, "packages/core/CHANGELOG.md"));
    expect(stateOf(there)).toEqual(before);
    expect(await releaser(["version", mode], { cwd: there.dir })).toMatchObject({ code: 0 });
  },
);

test("release/plan.json is written by `version` alone", async () => {
  const there = gitRepo(acme());
  expect(await releaser(["version"], { cwd: there.dir })).toMatchObject({ code: 0 });
  const plan = there.git("rev-parse", "HEAD:release/plan.json");
  writeFileSync(join(there.dir, ".changeset/next.md"), '---\n"@acme/core": patch\n---\n\nA fix.\n');
  there.commit("a fix");
  for (const args of [["plan"], ["skew", "--fix"], ["status"], ["prove"], ["publish"], ["version", "--dry-run"]]) {
    await releaser(args, { cwd: there.dir });
    expect([
      args,
      there.git("status", "--porcelain", "release"),
      there.git("rev-parse", "HEAD:release/plan.json"),
    ]).toEqual([args, "", plan]);
  }
});
