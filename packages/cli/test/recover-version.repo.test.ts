import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "@releaser/core";
import { gitRepo, repo } from "@releaser/testkit";
import { openGit } from "@releaser/workspace";
import { expect, test } from "vitest";
import { pendingRef, recoverVersion } from "../src/version/recover-version.ts";

/** A clock that stands at the time of a file and, as real timers may, wakes a millisecond early and counts whole ones. */
function earlyClock(file: string): Clock {
  let now = statSync(file).mtimeMs;
  return { now: () => new Date(now), sleep: (ms) => Promise.resolve(void (now += Math.max(0, Math.floor(ms) - 1))) };
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
