import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { ReleaserError } from "@releaser/core";
import { openGit } from "@releaser/workspace";
import { gitRepo, repo, tempDir } from "@releaser/testkit";
import { describe, expect, onTestFinished, test } from "vitest";

describe("openGit", () => {
  test("gives git's words without the last newline, and takes named codes for an answer", async () => {
    const { dir } = gitRepo(repo());
    const git = openGit(dir);
    expect(git.dir).toBe(dir);
    expect(await git.text(["symbolic-ref", "--short", "HEAD"])).toBe("main");
    expect((await git.run(["rev-parse", "--verify", "--quiet", "nothing"], { accept: [0, 1] })).code).toBe(1);
    expect(await git.text(["hash-object", "--stdin"], { input: "text" })).toMatch(/^[0-9a-f]{40}$/u);
  });

  test("a remote that never answers is not waited for for ever", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => void silent.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const git = openGit(gitRepo(repo()).dir, { patience: 300 });
    const failure = await failureOf(git.text(["ls-remote", `http://127.0.0.1:${port}/x.git`]));
    expect(failure).toMatchObject({ code: "E_GIT", exit: 5, retryable: true });
    expect(failure.why).toContain("did not answer within 0.3 s");
  });

  test("a failure carries git's own words, redacted, and the subcommand alone", async () => {
    const { dir } = gitRepo(repo());
    const failure = await failureOf(openGit(dir).text(["fetch", "https://user:hunter2@127.0.0.1:1/x.git"]));
    expect(failure).toMatchObject({ code: "E_GIT", exit: 5, what: "git fetch failed" });
    expect(JSON.stringify({ ...failure, details: undefined })).not.toContain("hunter2");
    expect(failure.why).toContain("127.0.0.1");
  });

  test("outside a repository, or where there is no such folder, it is a wrong use", async () => {
    expect(await failureOf(openGit(tempDir()).text(["status"]))).toMatchObject({ code: "E_GIT", exit: 2 });
    expect(await failureOf(openGit(join(tempDir(), "absent")).text(["status"]))).toMatchObject({
      code: "E_GIT",
      exit: 2,
    });
  });

  test("another folder has the same git", async () => {
    const { dir } = gitRepo(repo());
    expect(openGit(tempDir()).in(dir).dir).toBe(dir);
  });

  test("no program that a repository's configuration names is ever run", async () => {
    const { dir, git } = gitRepo(repo());
    const canary = join(dir, ".git", "canary");
    const program = join(dir, ".git", "program");
    writeFileSync(program, `#!/bin/sh\necho ran >> '${canary}'\nexit 1\n`);
    chmodSync(program, 0o755);
    for (const key of [
      "core.fsmonitor",
      "gpg.program",
      "gpg.ssh.program",
      "core.pager",
      "core.editor",
      "diff.external",
    ]) {
      git("config", key, program);
    }
    git("config", "core.hooksPath", join(dir, ".git", "own-hooks"));
    git("config", "log.showSignature", "true");
    for (const folder of ["hooks", "own-hooks"]) await hooks(join(dir, ".git", folder), program);
    const hardened = openGit(dir);
    await hardened.run(["status", "--porcelain"]);
    writeFileSync(join(dir, "new"), "new");
    await hardened.run(["add", "new"]);
    await hardened.run(["commit", "--quiet", "--file=-", "--cleanup=verbatim"], { input: "new\n" });
    await hardened.run(["log", "-1"]);
    await hardened.run(["tag", "v1.0.0"]);
    expect((await hardened.run(["ls-remote", `ext::${program} x`], { accept: [128] })).stderr).toContain("not allowed");
    expect(existsSync(canary)).toBe(false);
  });

  test("neither foreign GIT_* nor replaced objects lead elsewhere", async () => {
    const [here, there] = [gitRepo(repo()), gitRepo(repo().file("other", "other"))];
    process.env["GIT_DIR"] = join(there.dir, ".git");
    try {
      expect(await openGit(here.dir).text(["rev-parse", "HEAD"])).toBe(here.git("rev-parse", "HEAD"));
    } finally {
      delete process.env["GIT_DIR"];
    }
    const first = here.git("rev-parse", "HEAD");
    const second = here.commit("second");
    here.git("replace", second, first);
    expect(await openGit(here.dir).text(["log", "-1", "--format=%s", second])).toBe("second");
  });
});

async function hooks(folder: string, program: string): Promise<void> {
  const { mkdir, symlink } = await import("node:fs/promises");
  await mkdir(folder, { recursive: true });
  for (const name of [
    "pre-commit",
    "commit-msg",
    "post-commit",
    "prepare-commit-msg",
    "reference-transaction",
    "post-index-change",
  ]) {
    await symlink(program, join(folder, name));
  }
}

async function failureOf(promise: Promise<unknown>): Promise<ReleaserError["failure"]> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ReleaserError)) throw new Error(`no failure but ${String(error)}`);
  return error.failure;
}
