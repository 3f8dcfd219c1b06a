import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, repo, type GitRepo } from "@releaser/testkit";
import { openGit } from "@releaser/workspace";
import { expect, test } from "vitest";
import { withWorktree } from "../src/release/linked-worktree.ts";

function worktreesOf({ dir, git }: GitRepo): readonly (readonly string[])[] {
  const listed = git("worktree", "list", "--porcelain").split("\n");
  const folders = [".releaser/worktrees", ".git/worktrees"].map((folder) => join(dir, folder));
  return [
    listed.filter((line) => line.startsWith("worktree ")).slice(1),
    ...folders.filter((folder) => existsSync(folder)).map((folder) => readdirSync(folder)),
  ];
}

test("many at once have a checkout each, and none takes another's away", async () => {
  const it = gitRepo(repo().pkg("a@1.0.0"));
  const git = openGit(it.dir);
  const commit = it.git("rev-parse", "HEAD");
  const seen = await Promise.all(
    Array.from(
      { length: 40 },
      async () => await withWorktree(git, commit, async (dir) => existsSync(join(dir, "packages/a/package.json"))),
    ),
  );
  expect(seen).toEqual(seen.map(() => true));
  expect(worktreesOf(it).flat()).toEqual([]);
});

test("what a killed run left is gone with the next one, also where git was killed before it knew the folder", async () => {
  const it = gitRepo(repo().pkg("a@1.0.0"));
  const commit = it.git("rev-parse", "HEAD");
  const gone = spawn("git", ["--version"], { stdio: "ignore" });
  await once(gone, "exit");
  const name = `${gone.pid}-${commit.slice(0, 12)}`;
  it.git("worktree", "add", "--quiet", "--lock", "--detach", join(it.dir, ".releaser/worktrees", name), commit);
  mkdirSync(join(it.dir, ".git/worktrees", `${name}-cut`));
  await withWorktree(openGit(it.dir), commit, () => Promise.resolve());
  expect(worktreesOf(it).flat()).toEqual([]);
});
