import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, repo, tempDir } from "@releaser/testkit";
import { readWorkspace } from "@releaser/workspace";
import { describe, expect, test } from "vitest";

const world = repo().pkg("@s/a@1.0.0").changeset("x", { "@s/a": "patch" });

describe("readWorkspace", () => {
  test("finds the root from any folder below it, but not above the repository", () => {
    const { dir } = gitRepo(world);
    for (const below of [".", "packages", "packages/a", ".changeset"]) {
      expect(readWorkspace(join(dir, below)).root).toBe(dir);
    }
  });

  test("says where there is none", () => {
    const dir = tempDir();
    mkdirSync(join(dir, ".git"));
    expect(() => readWorkspace(dir)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: "E_WORKSPACE_MISSING", exit: 2 }) }),
    );
  });

  test("reads branch, head and tags, loose and packed, as git has them", () => {
    const { dir, git, commit } = gitRepo(world);
    git("tag", "v1.0.0");
    git("tag", "--annotate", "--message=x", "@s/a@1.0.0");
    git("pack-refs", "--all");
    git("tag", "v1.1.0");
    git("checkout", "--quiet", "-b", "feature/x");
    const head = commit("more");
    expect(readWorkspace(dir).git).toEqual({
      branch: "feature/x",
      head,
      shallow: false,
      tags: new Set(["@s/a@1.0.0", "v1.0.0", "v1.1.0"]),
    });
    git("pack-refs", "--all", "--prune");
    expect(readWorkspace(dir).git?.head).toBe(head);
    git("checkout", "--quiet", "--detach");
    expect(readWorkspace(dir).git).toMatchObject({ branch: undefined, head });
  });

  test("in a linked worktree, in a shallow clone, on an unborn branch, and outside git", () => {
    const { dir, git, commit } = gitRepo(world);
    const head = commit("second");
    git("tag", "v1.0.0");
    const linked = join(tempDir(), "linked");
    git("worktree", "add", "--quiet", "-b", "other", linked);
    expect(readWorkspace(linked).git).toEqual({ branch: "other", head, shallow: false, tags: new Set(["v1.0.0"]) });
    const shallow = join(tempDir(), "shallow");
    execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${dir}`, shallow]);
    expect(readWorkspace(shallow).git).toMatchObject({ branch: "main", head, shallow: true });
    const unborn = world.write(join(tempDir(), "unborn"));
    expect(readWorkspace(unborn).git).toBeUndefined();
    execFileSync("git", ["init", "--quiet", "--initial-branch=trunk", unborn]);
    expect(readWorkspace(unborn).git).toEqual({ branch: "trunk", head: undefined, shallow: false, tags: new Set() });
    expect(readWorkspace(unborn).train).toMatchObject({ version: "0.0.0", source: "none" });
  });

  test("a workspace below the top of its repository has that repository's git state", () => {
    const { dir, git } = gitRepo(
      repo()
        .file("product/package.json", '{"workspaces":["p/*"]}')
        .file("product/p/a/package.json", '{"name":"a","version":"1.0.0"}'),
    );
    expect(readWorkspace(join(dir, "product/p/a"))).toMatchObject({
      root: join(dir, "product"),
      git: { branch: "main", head: git("rev-parse", "HEAD") },
    });
  });

  test("a symbolic link among the changesets is refused and what it leads to is never read", () => {
    const { dir } = gitRepo(world);
    const secret = join(tempDir(), "npmrc");
    writeFileSync(secret, "---\n'@s/a': major\n---\n//host/:_authToken=hunter2\n");
    symlinkSync(secret, join(dir, ".changeset/leak.md"));
    symlinkSync(tempDir(), join(dir, ".changeset/pre"));
    const { changesets } = readWorkspace(dir);
    expect(changesets?.changesets.map(({ id }) => id)).toEqual(["x"]);
    expect(changesets?.invalid).toEqual([
      { at: { file: ".changeset/leak.md" }, reason: "is no regular file, so it is not read" },
    ]);
    expect(JSON.stringify(changesets)).not.toContain("hunter2");
  });

  test("linked folders and manifests are no members", () => {
    const { dir } = gitRepo(world);
    const away = tempDir();
    writeFileSync(join(away, "package.json"), '{"name":"away","version":"1.0.0"}');
    symlinkSync(away, join(dir, "packages/linked"));
    mkdirSync(join(dir, "packages/half"));
    symlinkSync(join(away, "package.json"), join(dir, "packages/half/package.json"));
    expect([...readWorkspace(dir).packages.keys()].toSorted()).toEqual(["@s/a", "world"]);
  });

  test("what it gives is frozen", () => {
    const workspace = readWorkspace(gitRepo(world).dir);
    expect(Object.isFrozen(workspace) && workspace.members.every((member) => Object.isFrozen(member))).toBe(true);
  });
});
