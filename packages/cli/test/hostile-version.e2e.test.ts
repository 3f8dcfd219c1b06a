import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type GitRepo,
  gitRepo,
  openGitRepo,
  releaser,
  repo,
  startProgram,
  tempDir,
  type World,
} from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { textOf, versioned, versionOf } from "./versioned.ts";
import { acme } from "./worlds.ts";

function stateOf({ git }: GitRepo): readonly string[] {
  return [git("rev-parse", "HEAD"), git("status", "--porcelain"), git("for-each-ref")];
}

/** Refused by `version`, with and without a commit, with nothing changed. Gives the failures' codes and reasons. */
async function refused(there: GitRepo): Promise<readonly (readonly [code: string, why: string])[]> {
  const before = stateOf(there);
  const ran = statusIn(await releaser(["version", "--json"], { cwd: there.dir }));
  const uncommitted = statusIn(await releaser(["version", "--no-commit", "--json"], { cwd: there.dir }));
  expect(uncommitted.failures).toEqual(ran.failures);
  expect(stateOf(there)).toEqual(before);
  return ran.failures.map(({ code, why }) => [code, why]);
}

test("hostile.7 two packages that pack to one file name are refused before any version is", async () => {
  const world = repo()
    .pkg("@a/b-c@1.0.0", {}, { dir: "packages/one" })
    .pkg("@a-b/c@1.0.0", {}, { dir: "packages/two" });
  const both = gitRepo(world.changeset("x", { "@a/b-c": "patch", "@a-b/c": "patch" }));
  expect((await refused(both)).map(([code]) => code)).toEqual(["E_TARBALL_COLLISION"]);
  const one = gitRepo(world.changeset("x", { "@a/b-c": "patch" }));
  await versioned(one);
  expect([versionOf(one, "packages/one"), versionOf(one, "packages/two")]).toEqual(["1.0.1", "1.0.0"]);
});

describe("hostile.8 a package that is called like an option", () => {
  test.each(["-d", "--help", "--upload-pack=touch canary"])("%s is an error of its manifest", async (name) => {
    const hostile = repo()
      .pkg("@s/a@1.0.0")
      .pkg("p@1.0.0", { name })
      .changeset("x", { "@s/a": "patch", [name]: "patch" });
    const [[code, why] = []] = await refused(gitRepo(hostile));
    expect(code).toBe("E_SKEW");
    expect(why).toMatch(/meta\/unreadable|plan\/unknown-package/u);
  });

  test("asked for on the command line is an option that is not known, or a package that is not here", async () => {
    const { dir: cwd } = gitRepo(acme());
    const [option, package_] = await Promise.all([
      releaser(["why", "-d", "--json"], { cwd }),
      releaser(["why", "--json", "--", "-d"], { cwd }),
    ]);
    expect([option, package_].map((ran) => statusIn(ran).failures.map(({ code }) => code))).toEqual([
      ["E_USAGE"],
      ["E_PACKAGE_UNKNOWN"],
    ]);
  });
});

describe("hostile.34 a repository in another state than usual", () => {
  const expected = { core: "1.3.0", cli: "1.4.1" };
  const made = (there: GitRepo): unknown => ({
    core: versionOf(there, "packages/core"),
    cli: versionOf(there, "packages/cli"),
  });

  test("a shallow clone is versioned where the train has an owner, and refused where tags may be missing", async () => {
    const source = gitRepo(acme());
    source.commit("another");
    const owned = shallowOf(source);
    await versioned(owned);
    expect(made(owned)).toEqual(expected);

    const bare = gitRepo(repo().pkg("@s/a@1.2.0").changeset("x", { "@s/a": "minor" }));
    bare.git("tag", "v1.1.0");
    bare.commit("another");
    const [[code, why] = []] = await refused(shallowOf(bare));
    expect([code, why]).toEqual(["E_SKEW", expect.stringContaining("meta/history-missing")]);
    expect(why).toContain("git fetch");
  });

  test("on a detached HEAD the commit is made there, and it is said that no branch has it", async () => {
    const there = gitRepo(acme());
    there.git("checkout", "--quiet", "--detach");
    const main = there.git("rev-parse", "main");
    const { code, stdout } = await releaser(["version"], { cwd: there.dir });
    expect([code, there.git("rev-parse", "HEAD^"), there.git("rev-parse", "main")]).toEqual([0, main, main]);
    expect(stdout).toMatch(/^ {2}! HEAD is detached/mu);
    expect(made(there)).toEqual(expected);
  });

  test("a dirty tree is refused", async () => {
    const there = gitRepo(acme());
    writeFileSync(join(there.dir, "packages/core/index.js"), "changed\n");
    expect(await refused(there)).toEqual([["E_TREE_DIRTY", " M packages/core/index.js"]]);
  });

  test("untracked files, also those that a package would ship, are neither committed nor touched", async () => {
    const there = gitRepo(acme().pkg("@acme/core@1.2.0", { files: ["lib"] }));
    mkdirSync(join(there.dir, "packages/core/lib"));
    writeFileSync(join(there.dir, "packages/core/lib/secret.js"), "untracked\n");
    expect(await releaser(["version"], { cwd: there.dir })).toMatchObject({ code: 0, stderr: "" });
    expect(made(there)).toEqual(expected);
    expect(there.git("status", "--porcelain", "--untracked-files=all")).toBe("?? packages/core/lib/secret.js");
    expect(there.git("show", "--format=", "--name-only", "HEAD")).not.toContain("secret");
    expect(textOf(there, "packages/core/lib/secret.js")).toBe("untracked\n");
  });

  test("a submodule stays at its commit, and one that moved is refused as dirty", async () => {
    const other = gitRepo(repo().pkg("other@1.0.0"));
    const there = gitRepo(acme());
    there.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.dir, "vendor/other");
    there.commit("a submodule");
    await versioned(there);
    expect([made(there), there.git("rev-parse", "HEAD:vendor/other")]).toEqual([
      expected,
      other.git("rev-parse", "HEAD"),
    ]);

    writeFileSync(join(there.dir, ".changeset/more.md"), '---\n"@acme/core": patch\n---\n\nMore.\n');
    there.commit("more");
    openGitRepo(join(there.dir, "vendor/other")).commit("moved");
    expect(await refused(there)).toEqual([["E_TREE_DIRTY", " M vendor/other"]]);
  });

  test("without an identity a name stands in, and an unborn branch has nothing to release from", async () => {
    const there = gitRepo(acme());
    const env = { HOME: tempDir(), XDG_CONFIG_HOME: tempDir(), GIT_CONFIG_NOSYSTEM: "1" };
    there.git("config", "--local", "--remove-section", "user");
    there.git("config", "user.useConfigOnly", "true");
    await versioned(there, env);
    expect([made(there), there.git("log", "-1", "--format=%ce")]).toEqual([expected, "releaser@localhost.invalid"]);

    const unborn = acme().write(join(tempDir(), "unborn"));
    await startProgram(["git", "init", "--quiet", unborn]).done;
    const ran = statusIn(await releaser(["version", "--json"], { cwd: unborn }));
    expect(ran.failures.map(({ code }) => code)).toEqual(["E_NOT_A_REPOSITORY"]);
  });

  test("a linked worktree is versioned on its own branch, and the other stays", async () => {
    const there = gitRepo(acme());
    const dir = join(tempDir(), "linked");
    there.git("worktree", "add", "--quiet", "-b", "side", dir);
    const side = openGitRepo(dir);
    const before = stateOf(there)[0];
    await versioned(side);
    expect(made(side)).toEqual(expected);
    expect([there.git("rev-parse", "main"), there.git("status", "--porcelain")]).toEqual([before, ""]);
    expect(there.git("worktree", "list").split("\n")).toHaveLength(2);
  });
});

function shallowOf(source: GitRepo): GitRepo {
  const dir = join(tempDir(), "shallow");
  source.git("clone", "--quiet", "--depth=1", "--no-tags", `file://${source.dir}`, dir);
  const clone = openGitRepo(dir);
  clone.git("config", "user.name", "Tester");
  clone.git("config", "user.email", "tester@example.test");
  return clone;
}

describe("hostile.55 clock, time zone and language", () => {
  const names = ["Ispanak", "istanbul", "IGNEADA", "ılgaz", "izmir"];
  const world = (): World =>
    names.reduce(
      (next, name, index) => next.changeset(`c${index}`, { "@acme/core": "patch" }, `Fixed: ${name} with I and i.`),
      acme(),
    );

  test("the version commit has the same bytes wherever it is made", async () => {
    const places = [
      { LC_ALL: "C", TZ: "UTC" },
      { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", LANGUAGE: "tr", TZ: "Pacific/Kiritimati" },
      { LC_ALL: "de_DE.UTF-8", LANG: "de_DE.UTF-8", TZ: "Etc/GMT+12" },
    ];
    const trees = await Promise.all(
      places.map(async (place) => {
        const there = gitRepo(world());
        // Half a day from midnight in UTC, so that every zone at the ends of the earth has another day or the same.
        const ran = await releaser(["version"], { cwd: there.dir, env: { ...place, SOURCE_DATE_EPOCH: "1794916740" } });
        expect([ran.code, ran.stderr]).toEqual([0, ""]);
        expect(textOf(there, "release/notes/1.5.0.md")).toMatch(/^# v1\.5\.0 · 2026-11-17\n/u);
        return there.git("rev-parse", "HEAD^{tree}");
      }),
    );
    expect(new Set(trees).size).toBe(1);
  });

  test("a clock that goes wrong changes the stated day and nothing else", async () => {
    const [now, then] = await Promise.all(
      ["1794916740", "0"].map(async (epoch) => {
        const there = gitRepo(world());
        await versioned(there, { SOURCE_DATE_EPOCH: epoch });
        return there;
      }),
    );
    if (now === undefined || then === undefined) throw new Error("two were made");
    then.git("fetch", "--quiet", now.dir, "HEAD");
    const differing = then.git("diff", "--unified=0", "HEAD", "FETCH_HEAD").split("\n");
    const changed = differing.filter((line) => /^[-+](?![-+])/u.test(line));
    expect(changed).toHaveLength(4);
    for (const line of changed) expect(line).toMatch(/1970-01-01|2026-11-17/u);
  });
});
