import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fixture, fixtureTest, gitRepo, openTempDir, removeDir, repo, tempDir, throwawayKey } from "../src/index.ts";

const world = repo().pkg("@s/a@1.0.0");

test("the same world gives the same commit, on main, with a clean tree", () => {
  const [one, two] = [gitRepo(world), gitRepo(world)];
  expect(one.git("rev-parse", "HEAD")).toBe(two.git("rev-parse", "HEAD"));
  expect(one.git("status", "--porcelain")).toBe("");
  expect(one.git("branch", "--show-current")).toBe("main");
  expect(one.origin).toBeUndefined();
});

test("a remote has what was pushed and is tracked", () => {
  const { git, origin, dir, commit } = gitRepo(world, { origin: true });
  expect(git("ls-remote", "origin", "refs/heads/main")).toBe(`${git("rev-parse", "HEAD")}\trefs/heads/main`);
  expect(existsSync(join(origin ?? "", "HEAD"))).toBe(true);
  writeFileSync(join(dir, "new.txt"), "new");
  const head = commit("feat: add a file");
  git("push");
  expect(git("ls-remote", "origin", "refs/heads/main")).toContain(head);
});

test("git's own words come with a failure", () => {
  expect(() => gitRepo(world).git("rev-parse", "--verify", "nowhere")).toThrow("Needed a single revision");
});

test("a throwaway key signs what its allowed signers verify, and nothing else", () => {
  const dir = tempDir();
  const { key, allowedSigners, principal } = throwawayKey(dir);
  const message = join(dir, "message");
  writeFileSync(message, "hello");
  expect(spawnSync("ssh-keygen", ["-Y", "sign", "-n", "git", "-f", key, message]).status).toBe(0);
  const verify = (input: string): number | null =>
    spawnSync(
      "ssh-keygen",
      ["-Y", "verify", "-n", "git", "-f", allowedSigners, "-I", principal, "-s", `${message}.sig`],
      { input },
    ).status;
  expect(verify("hello")).toBe(0);
  expect(verify("hellO")).not.toBe(0);
});

fixtureTest("a fixture is a work tree with its tags", () => {
  const dir = fixture("e2b-dev__E2B", { tags: true });
  expect(JSON.parse(readFileSync(join(dir, "package.json"), "utf8"))).toHaveProperty("private", true);
  expect(spawnSync("git", ["-C", dir, "tag"], { encoding: "utf8" }).stdout).toContain("@");
});

describe("a folder for several tests", () => {
  test("lives until it is removed", () => {
    const dir = openTempDir();
    writeFileSync(join(dir, "x"), "");
    removeDir(dir);
    expect(existsSync(dir)).toBe(false);
  });
});
