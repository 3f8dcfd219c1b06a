import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "@releaser/core";
import { gitRepo, repo } from "@releaser/testkit";
import { openGit } from "@releaser/workspace";
import { expect, test } from "vitest";
import { pendingRef, recoverVersion, uncommittedRef } from "../src/version/recover-version.ts";

/** A clock that stands at the time of a file and, as real timers may, wakes a millisecond early and counts whole ones. */
function earlyClock(file: string): Clock {
  let now = statSync(file).mtimeMs;
  return {
    now: () => new Date(now),
    elapsed: () => now,
    sleep: (ms) => Promise.resolve(void (now += Math.max(0, Math.floor(ms) - 1))),
  };
}

test.each(["index.lock", "HEAD.lock", "ORIG_HEAD.lock", "refs/heads/main.lock", "packed-refs.lock"])(
  "a %s that a killed git left is removed when it is old enough, also by timers that fire early",
  async (name) => {
    const { dir, git, commit } = gitRepo(repo().pkg("a@1.0.0"));
    const pending = commit("chore(release): v1.0.1");
    git("reset", "--quiet", "--hard", "HEAD^");
    git("update-ref", pendingRef, pending);
    const lock = join(dir, ".git", name);
    writeFileSync(lock, "");

    expect(await recoverVersion({ git: openGit(dir), clock: earlyClock(lock) })).toBe("finished");
    expect([existsSync(lock), git("rev-parse", "HEAD"), git("for-each-ref", pendingRef)]).toEqual([false, pending, ""]);
  },
);

test.each(["all of it", "half of it", "nothing"])(
  "content that was to stay uncommitted is taken back where %s was written",
  async (written) => {
    const { dir, git, commit } = gitRepo(repo().pkg("a@1.0.0").pkg("b@1.0.0").file("release/old.md", "old\n"));
    writeFileSync(join(dir, "release/new.md"), "new\n");
    writeFileSync(join(dir, "release/newer.md"), "newer\n");
    git("rm", "--quiet", "release/old.md");
    for (const name of ["a", "b"]) writeFileSync(join(dir, `packages/${name}/package.json`), "{}");
    const content = commit("chore(release): v1.0.1");
    git("reset", "--quiet", "--hard", "HEAD^");
    git("update-ref", uncommittedRef, content);
    if (written !== "nothing") git("restore", "--source", content, "packages/a", "release/new.md");
    if (written === "all of it") git("restore", "--source", content, ".");

    const clock: Clock = { now: () => new Date(), elapsed: () => 0, sleep: () => Promise.resolve() };
    expect(await recoverVersion({ git: openGit(dir), clock })).toBe("undone");
    expect([git("status", "--porcelain"), git("for-each-ref", "refs/releaser")]).toEqual(["", ""]);
  },
);

test("content of an earlier commit, and content beside which something else changed, stay as they are", async () => {
  const { dir, git, commit } = gitRepo(repo().pkg("a@1.0.0"));
  writeFileSync(join(dir, "packages/a/package.json"), "{}");
  const content = commit("chore(release): v1.0.1");
  const clock: Clock = { now: () => new Date(), elapsed: () => 0, sleep: () => Promise.resolve() };
  git("update-ref", uncommittedRef, content);
  expect(await recoverVersion({ git: openGit(dir), clock })).toBe("nothing");
  expect(git("for-each-ref", "refs/releaser")).toBe("");

  git("reset", "--quiet", "--hard", "HEAD^");
  git("update-ref", uncommittedRef, content);
  writeFileSync(join(dir, "package.json"), "{}");
  await expect(recoverVersion({ git: openGit(dir), clock })).rejects.toMatchObject({
    failure: { code: "E_VERSION_INTERRUPTED", why: "package.json" },
  });
  expect(git("status", "--porcelain")).toBe(" M package.json");
});
