import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, openGitRepo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { makeAllPrivate } from "./all-private.ts";
import { expectPublished } from "./expect-published.ts";
import { outgoingWorlds, outside, publications, type ReleaseWorld } from "./release-world.ts";

const { key, open, openChanged } = outgoingWorlds();

const publish = ["publish", "--outward"];
const announce = ["announce", "--outward"];

/** The version commit goes to a branch, and comes to main as what a merge button makes of it. */
function squash({ repo }: ReleaseWorld, message: string): string {
  repo.git("branch", "--quiet", "changeset-release/main");
  repo.git("reset", "--quiet", "--hard", "HEAD^");
  repo.git("merge", "--quiet", "--squash", "changeset-release/main");
  repo.git("commit", "--quiet", "--message", message);
  const commit = repo.git("rev-parse", "HEAD");
  return commit;
}

function later({ repo }: ReleaseWorld): void {
  writeFileSync(join(repo.dir, "packages/core/later.js"), "\n");
  repo.commit("later");
  repo.git("push", "--quiet", "origin", "main");
}

test("a version pull request that was squashed and lost its trailers is released, and verified from a fresh clone", async () => {
  const it = await open(key);
  const commit = squash(it, "chore(release): v1.5.0 (#7)");
  later(it);
  expect(it.repo.git("log", "-1", "--format=%(trailers)", commit)).toBe("");
  expect(await it.run(publish)).toMatchObject({ code: 0, stderr: "" });
  await expectPublished(it);
  expect(await it.status(announce)).toMatchObject({ failures: [], ok: true, commit });
  const { ok, resources } = await it.status(["verify", "1.5.0", "--smoke"], { cwd: it.clone("fresh").dir });
  // What the merge button did is told, and fails nothing.
  const told = resources.find(({ id }) => id === `commit:${commit.slice(0, 12)}`);
  expect([ok, told]).toEqual([
    true,
    expect.objectContaining({ verdict: "held", note: expect.stringMatching(/message/u) }),
  ]);
  // The tag repeats what the commit lost.
  const digest = (JSON.parse(it.repo.git("cat-file", "blob", `${commit}:release/plan.json`)) as { digest: string })
    .digest;
  expect(it.repo.git("cat-file", "tag", "v1.5.0")).toContain(`\nPlan-Digest: ${digest}\n`);
});

function allPrivate(repo: GitRepo): void {
  makeAllPrivate(repo);
  writeFileSync(
    join(repo.dir, ".sentinel/tests/smoke/smoke_core.mjs"),
    'import { existsSync } from "node:fs";\nif (existsSync("packages/core/later.js")) throw new Error("not the release");\n',
  );
  repo.commit("nothing is public");
}

test("a train of private packages only goes out as tag and page, smoked from the tag's clone, and no registry hears of it", async () => {
  const it = await openChanged(allPrivate);
  // The smoke fails on what main is since.
  later(it);
  expect(await it.run(publish)).toMatchObject({ code: 0, stderr: "" });
  expect(await it.status(announce)).toMatchObject({ failures: [], ok: true, key: "1.5.0" });
  const verified = await it.status(["verify", "1.5.0", "--smoke"], { cwd: it.clone("fresh").dir });
  expect([verified.ok, verified.resources.some(({ id }) => id.startsWith("smoke:"))]).toEqual([true, true]);
  const { page, registry, refs } = outside(it);
  expect([Object.keys(page).filter((name) => name.endsWith(".tgz")), registry]).toEqual([[], {}]);
  expect(refs.flatMap((ref) => /refs\/tags\/.*(?<!\^\{\})$/u.exec(ref)?.[0] ?? [])).toEqual(["refs/tags/v1.5.0"]);
});

test("of several remotes the configured one is released to, and no other hears of it", async () => {
  const it = await openChanged((repo) => {
    const file = join(repo.dir, "releaser.config.json");
    const config = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...config, remote: "upstream" }));
    repo.commit("released to upstream");
  });
  const fork = join(it.place, "fork.git");
  it.repo.git("init", "--quiet", "--bare", fork);
  it.repo.git("remote", "rename", "origin", "upstream");
  it.repo.git("remote", "add", "origin", fork);
  expect(await it.run(publish)).toMatchObject({ code: 0, stderr: "" });
  await expectPublished(it);
  expect([it.repo.git("ls-remote", "origin"), Object.keys(publications(it, "@acme/core"))]).toEqual(["", ["1.3.0"]]);
});

test("verify in a shallow clone of a later commit says what is missing and how to get it, and holds once it is there", async () => {
  const it = await open(key);
  expect(await it.run(publish)).toMatchObject({ code: 0, stderr: "" });
  expect(await it.status(announce)).toMatchObject({ failures: [], ok: true });
  const dir = join(it.place, "shallow");
  it.repo.git("clone", "--quiet", "--depth=1", `file://${it.repo.origin ?? ""}`, dir);
  const shallow = openGitRepo(dir, it.repo.origin);
  const { exit, failures } = await it.status(["verify", "1.5.0"], { cwd: dir });
  expect([exit, failures.map(({ next }) => next)]).toEqual([2, [expect.stringContaining("git fetch --unshallow")]]);
  shallow.git("fetch", "--quiet", "--unshallow", "--tags");
  expect(await it.status(["verify", "1.5.0"], { cwd: dir })).toMatchObject({ failures: [], ok: true });
});
