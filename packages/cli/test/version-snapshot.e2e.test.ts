import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, type GitRepo, openGitRepo, releaser, repo, tempDir, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { changeset, engines, repoWith } from "./engines.ts";
import { textOf, versionOf } from "./versioned.ts";

const world = (config: Readonly<Record<string, unknown>> = {}): World =>
  repo()
    .pkg("@s/a@1.2.0")
    .pkg("@s/b@2.0.0", { dependencies: { "@s/a": "^1.2.0" } })
    .pkg("@s/c@3.0.0")
    .config({ changelog: "@changesets/cli/changelog", ...config })
    .file("release/version.txt", "4.0.0\n")
    .changeset("x", { "@s/a": "major" }, "A break.");

function copyOf({ dir }: GitRepo): GitRepo {
  const copy = join(tempDir(), "copy");
  cpSync(dir, copy, { recursive: true, verbatimSymlinks: true });
  return openGitRepo(copy);
}

const folders = ["a", "b", "c"].map((name) => `packages/${name}`);
/** Version 2.31 formats what it writes, with more empty lines. */
const written = (there: GitRepo): unknown => [
  folders.flatMap((dir) => [
    textOf(there, `${dir}/package.json`),
    textOf(there, `${dir}/CHANGELOG.md`)?.replaceAll(/\n+/gu, "\n"),
  ]),
  there.git("status", "--porcelain", "--untracked-files=all"),
];

describe.each(engines)("a snapshot with Changesets %s", (engine) => {
  test("leaves the tree that changeset version --snapshot leaves, by the template, and commits nothing", async () => {
    const there = repoWith(
      engine,
      world({ snapshot: { useCalculatedVersion: true, prereleaseTemplate: "{tag}.{commit}" } }),
    );
    const theirs = copyOf(there);
    const head = there.git("rev-parse", "HEAD");
    expect((await changeset(engine, theirs, "version", "--snapshot", "canary")).code).toBe(0);
    const dry = statusIn(
      await releaser(["version", "--snapshot", "canary", "--dry-run", "--json"], { cwd: there.dir }),
    );
    expect(there.git("status", "--porcelain")).toBe("");
    const ran = statusIn(await releaser(["version", "--snapshot", "canary", "--json"], { cwd: there.dir }));

    const to = `2.0.0-canary.${head}`;
    expect(versionOf(there, "packages/a")).toBe(to);
    expect(written(there)).toEqual(written(theirs));
    expect(ran).toMatchObject({ ok: true, key: null, tag: null, commit: null });
    expect(ran.resources.map(({ id, verdict }) => [id, verdict])).toEqual([
      [`version:@s/a@${to}`, "applied"],
      [`version:@s/b@2.0.1-canary.${head}`, "applied"],
    ]);
    expect(dry.resources.map(({ id, verdict }) => [id, verdict])).toEqual(
      ran.resources.map(({ id }) => [id, "absent"]),
    );
    expect([there.git("rev-parse", "HEAD"), there.git("for-each-ref"), there.git("diff", "--cached")]).toEqual([
      head,
      `${head} commit\trefs/heads/main`,
      "",
    ]);
    expect([existsSync(join(there.dir, "release/plan.json")), textOf(there, "release/version.txt")]).toEqual([
      false,
      "4.0.0\n",
    ]);
  });
});

test("without a template and without a tag it is 0.0.0 and the time, and dependents get it exactly", async () => {
  const there = repoWith("3", world());
  expect(await releaser(["version", "--snapshot"], { cwd: there.dir })).toMatchObject({ code: 0, stderr: "" });
  const version = versionOf(there, "packages/a");
  expect(version).toMatch(/^0\.0\.0-20\d{12}$/u);
  expect(textOf(there, "packages/b/package.json")).toContain(`"@s/a": "${String(version)}"`);
  expect(versionOf(there, "packages/c")).toBe("3.0.0");
});

describe("there is no snapshot", () => {
  test.each([
    ["in pre mode", world().file(".changeset/pre.json", '{ "mode": "pre", "tag": "next" }'), [], "E_SNAPSHOT_PRE"],
    ["of a tag that is no word", world(), ["a;b"], "E_USAGE"],
    ["of a tree with skew", world().pkg("@s/c@3.0.0", { dependencies: { "@s/a": "^9.0.0" } }), ["canary"], "E_SKEW"],
  ])("%s", async (_, hostile, tag, code) => {
    const there = gitRepo(hostile);
    const ran = statusIn(await releaser(["version", "--json", "--snapshot", ...tag], { cwd: there.dir }));
    expect(ran.failures.map((failure) => failure.code)).toEqual([code]);
    expect(there.git("status", "--porcelain")).toBe("");
  });

  test("where nothing is pending, which is said", async () => {
    const there = gitRepo(repo().pkg("@s/a@1.2.0"));
    const { code, stdout } = await releaser(["version", "--snapshot", "canary"], { cwd: there.dir });
    expect([code, there.git("status", "--porcelain")]).toEqual([0, ""]);
    expect(stdout).toContain("no changeset moves a package");
  });
});
