import type { Exec } from "@releaser/core";
import { openExec, openGit } from "@releaser/workspace";
import { gitRepo, repo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { readsObjects } from "../src/git/remembered-objects.ts";

const oid = "0123456789abcdef0123456789abcdef01234567";

describe("what of objects is remembered", () => {
  test.each([
    [["cat-file", "tag", oid]],
    [["--no-replace-objects", "cat-file", "-t", oid]],
    [["cat-file", "blob", `${oid}:release/plan.json`]],
    [["cat-file", "-e", `${oid}^{commit}`]],
    [["ls-tree", "-r", "-z", "--full-tree", oid, "--", "packages/"]],
    [["merge-base", "--is-ancestor", oid, oid]],
  ])("%j always has the same answer", (args) => expect(readsObjects(args)).toBe(true));

  test.each([
    [["cat-file", "tag", "refs/tags/v1.0.0"]],
    [["cat-file", "blob", "HEAD:package.json"]],
    [["cat-file", "tag", oid.slice(1)]],
    [["cat-file", "--batch"]],
    [["ls-tree", oid]],
    [["ls-tree", "--full-tree", "main", "--", oid]],
    [["merge-base", "--is-ancestor", oid, "main"]],
    [["rev-parse", oid]],
    [["fetch", "origin", oid]],
  ])("%j may have another one later", (args) => expect(readsObjects(args)).toBe(false));

  test("an object is read once, in each folder; a reference and a refusal each time", async () => {
    const { dir } = gitRepo(repo());
    const other = gitRepo(repo().file("other", "x"));
    const started: string[] = [];
    const exec: Exec = (program, args, options) => {
      started.push(args.at(-1) ?? "");
      return openExec()(program, args, options);
    };
    const git = openGit(dir, { exec });
    const commit = await git.text(["rev-parse", "HEAD"]);
    const reads = ["cat-file", "commit", commit];
    const first = await git.text(reads);
    started.length = 0;
    expect(await git.text(reads)).toBe(first);
    expect(await git.in(dir).text(reads)).toBe(first);
    expect(started).toEqual([]);

    const elsewhere = git.in(other.dir);
    const refused = async (): Promise<unknown> => (await elsewhere.run(reads, { accept: [128] })).code;
    expect([await refused(), await refused()]).toEqual([128, 128]);
    await git.text(["cat-file", "-t", "HEAD"]);
    await git.text(["cat-file", "-t", "HEAD"]);
    expect(started).toEqual([commit, commit, "HEAD", "HEAD"]);
  });
});
