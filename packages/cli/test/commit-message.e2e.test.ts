import { spawnSync } from "node:child_process";
import { cleanEnv, gitRepo, releaser } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { acme } from "./worlds.ts";

const message = ["plan", "--format", "commit-message"];

describe("the message of the version commit, for what commits by itself", () => {
  test("is the one that version commits with, and git reads its trailers", async () => {
    const { dir, git } = gitRepo(acme());
    const told = await releaser(message, { cwd: dir });
    expect([told.code, git("status", "--porcelain")]).toEqual([0, ""]);
    const parsed = spawnSync("git", ["interpret-trailers", "--parse"], {
      input: told.stdout,
      encoding: "utf8",
      env: cleanEnv(),
    });
    expect(parsed.stdout).toMatch(
      /^Release-Train: v1\.5\.0\nPlan-Digest: [0-9a-f]{64}\nDecision-ID: D-0001\nRulesHash: \S+@\S+\nProduced-By: releaser@\S+\n$/u,
    );

    expect(await releaser(["version", "--no-commit"], { cwd: dir })).toMatchObject({ code: 0 });
    git("add", "--all");
    git("commit", "--quiet", "--cleanup=verbatim", "--message", told.stdout);
    const byHand = git("log", "-1", "--format=%B");
    git("reset", "--quiet", "--hard", "HEAD^");
    expect(await releaser(["version"], { cwd: dir })).toMatchObject({ code: 0 });
    expect(byHand.trimEnd()).toBe(git("log", "-1", "--format=%B").trimEnd());
    expect(git("log", "-1", "--format=%(trailers:only,unfold)").trim()).toBe(parsed.stdout.trim());
    expect(git("log", "-1", "--format=%(trailers:key=Decision-ID,valueonly)").trim()).toBe("D-0001");
  });

  test("is nothing where nothing is pending, which is said to people and is no failure", async () => {
    const { dir, git, commit } = gitRepo(acme());
    git("rm", "--quiet", ".changeset/cold-start.md", ".changeset/stricter.md");
    commit("nothing to release");
    const told = await releaser(message, { cwd: dir });
    expect(told).toMatchObject({ code: 0, stdout: "" });
    expect(told.stderr).toContain("nothing pending, so there is no message");
  });

  test("comes with exit 7 where versions disagree, and is not asked for beside --json", async () => {
    const { dir } = gitRepo(acme().file("release/version.txt", "0.0.1\n").pkg("@acme/broken", { version: "v1" }));
    expect(await releaser(message, { cwd: dir })).toMatchObject({ code: 7 });
    expect(await releaser([...message, "--json"], { cwd: dir })).toMatchObject({ code: 2 });
    expect(await releaser(["plan", "--format", "prose"], { cwd: dir })).toMatchObject({ code: 2 });
  });
});
