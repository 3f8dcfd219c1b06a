import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "@releaser/core";
import { gitRepo, type GitRepo, repo, tempDir, samplePlan } from "@releaser/testkit";
import { openGit, readRelease } from "@releaser/workspace";
import { describe, expect, test } from "vitest";

function plan(to: string, producer = "test@0.0.0"): Plan {
  return samplePlan({
    train: { from: "1.0.0", to, bump: "minor", tag: `v${to}`, owner: "release/version.txt" },
    changesets: [{ id: "é", summary: "Ünïcode 🎉", releases: [], decisions: [], capsules: [] }],
    producer,
  });
}

function write({ dir }: Pick<GitRepo, "dir">, text: string): void {
  mkdirSync(join(dir, "release"), { recursive: true });
  writeFileSync(join(dir, "release/plan.json"), text);
}

function version(there: GitRepo, made: Plan): string {
  write(there, `${JSON.stringify(made, undefined, 2)}\n`);
  return there.commit(`version ${made.key}`);
}

describe("readRelease", () => {
  test("there is none before the first", async () => {
    const { dir } = gitRepo(repo());
    expect(await readRelease(openGit(dir), { ref: "main" })).toBeUndefined();
    expect(await readRelease(openGit(dir), { ref: "main", key: "1.1.0" })).toBeUndefined();
    await expect(readRelease(openGit(dir), { ref: "nowhere" })).rejects.toMatchObject({ failure: { code: "E_GIT" } });
    await expect(readRelease(openGit(dir), { ref: "--help" })).rejects.toMatchObject({ failure: { code: "E_GIT" } });
  });

  test("later commits change nothing, and each key leads to its own commit", async () => {
    const there = gitRepo(repo());
    const [one, two] = [plan("1.1.0"), plan("1.2.0")];
    const first = version(there, one);
    there.commit("in between");
    const second = version(there, two);
    const last = there.commit("later");
    const git = openGit(there.dir);
    expect(await readRelease(git, { ref: "main" })).toEqual({ commit: second, plan: two });
    expect(await readRelease(git, { ref: last, key: "1.1.0" })).toEqual({ commit: first, plan: one });
    expect(await readRelease(git, { ref: "main", key: "9.9.9" })).toBeUndefined();
    expect(await readRelease(git.in(join(there.dir, "release")), { ref: "main" })).toEqual({
      commit: second,
      plan: two,
    });
  });

  test("a plan written again with other formatting, and a revert with its revert, lead to the first commit", async () => {
    const there = gitRepo(repo());
    const one = plan("1.1.0");
    const first = version(there, one);
    write(there, JSON.stringify(one));
    there.commit("reformatted");
    const second = version(there, plan("1.2.0"));
    there.git("revert", "--no-edit", second);
    expect(await readRelease(openGit(there.dir), { ref: "main" })).toEqual({ commit: first, plan: one });
    expect(await readRelease(openGit(there.dir), { ref: "main", key: "1.2.0" })).toMatchObject({ commit: second });
    there.git("revert", "--no-edit", "HEAD");
    expect(await readRelease(openGit(there.dir), { ref: "main" })).toMatchObject({ commit: second });
  });

  test("of two plans with one key the later one counts, at its own first commit", async () => {
    const there = gitRepo(repo());
    version(there, plan("1.1.0"));
    there.git("revert", "--no-edit", "HEAD");
    const again = plan("1.1.0", "test@0.0.1");
    const commit = version(there, again);
    expect(await readRelease(openGit(there.dir), { ref: "main", key: "1.1.0" })).toEqual({ commit, plan: again });
  });

  test("a squash merge makes a new commit, and that is the release; a merge counts as itself", async () => {
    const there = gitRepo(repo());
    for (const [key, how] of [
      ["1.1.0", "--squash"],
      ["1.2.0", "--no-ff"],
    ] as const) {
      there.git("checkout", "--quiet", "-b", `version-${key}`);
      const onBranch = version(there, plan(key));
      there.git("checkout", "--quiet", "main");
      there.git("merge", "--quiet", how, ...(how === "--no-ff" ? ["--no-edit"] : []), `version-${key}`);
      const commit = how === "--squash" ? there.commit("squashed") : there.git("rev-parse", "HEAD");
      expect(commit).not.toBe(onBranch);
      expect(await readRelease(openGit(there.dir), { ref: "main" })).toEqual({ commit, plan: plan(key) });
    }
  });

  test("broken plans in the history are passed over, a broken one at the tip is said", async () => {
    const there = gitRepo(repo());
    const first = version(there, plan("1.1.0"));
    write(there, JSON.stringify({ ...plan("1.2.0"), branch: "other" }));
    there.commit("edited by hand");
    for (const key of [undefined, "1.2.0"]) {
      const options = { ref: "main", ...(key !== undefined && { key }) };
      await expect(readRelease(openGit(there.dir), options)).rejects.toMatchObject({
        failure: { code: "E_PLAN_ALTERED", exit: 6 },
      });
    }
    expect(await readRelease(openGit(there.dir), { ref: "main", key: "1.1.0" })).toMatchObject({ commit: first });
    rmSync(join(there.dir, "release"), { recursive: true });
    there.commit("gone");
    expect(await readRelease(openGit(there.dir), { ref: "main" })).toBeUndefined();
    expect(await readRelease(openGit(there.dir), { ref: "main", key: "1.1.0" })).toMatchObject({ commit: first });
  });

  test("in a shallow clone it is told only where the clone reaches that far", async () => {
    const there = gitRepo(repo());
    const first = version(there, plan("1.1.0"));
    there.commit("later");
    const clone = (depth: number): string => {
      const dir = join(tempDir(), "clone");
      execFileSync("git", ["clone", "--quiet", `--depth=${depth}`, `file://${there.dir}`, dir]);
      return dir;
    };
    await expect(readRelease(openGit(clone(1)), { ref: "main" })).rejects.toMatchObject({
      failure: { code: "E_RELEASE_CUT_OFF", exit: 2 },
    });
    await expect(readRelease(openGit(clone(2)), { ref: "main" })).rejects.toMatchObject({
      failure: { code: "E_RELEASE_CUT_OFF" },
    });
    expect(await readRelease(openGit(clone(3)), { ref: "main" })).toMatchObject({ commit: first });
  });
});
