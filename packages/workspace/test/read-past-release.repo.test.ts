import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, gitRepo, openGitRepo, repo, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { readPastRelease, readWorkspace, type ReleasedContent } from "../src/index.ts";

const world = repo()
  .pkg("@s/a@1.0.0")
  .pkg("@s/b@1.0.0", { peerDependencies: { "@s/a": "^1.0.0" } })
  .pkg("@s/c@1.0.0-beta.1")
  .pkg("@s/still@1.0.0")
  .pkg("@s/none")
  .config({ fixed: [["@s/a", "@s/c"]] })
  .changeset("one", { "@s/a": "minor" }, "One.\n\nDecision-ID: D-0001");

function write({ dir }: GitRepo, path: string, content: unknown): void {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  mkdirSync(join(dir, path, ".."), { recursive: true });
  writeFileSync(join(dir, path), text);
}

function versions(there: GitRepo, to: Readonly<Record<string, string>>): void {
  for (const [name, version] of Object.entries(to)) {
    write(there, `packages/${name}/package.json`, { name: `@s/${name}`, version, ...fields[name] });
  }
}

const fields: Readonly<Record<string, object>> = { b: { peerDependencies: { "@s/a": "^1.0.0" } } };

function pastOf(there: GitRepo, from: string | undefined): ReleasedContent {
  const past = readPast(there, from);
  if (past === undefined) throw new Error("git cannot tell");
  return past;
}

function readPast({ dir, git }: GitRepo, from: string | undefined): ReleasedContent | undefined {
  return readPastRelease(readWorkspace(dir), from && git("rev-parse", from));
}

/** A clone that holds less than all, and can fetch nothing more. */
function cloneOf(there: GitRepo, ...how: readonly string[]): GitRepo {
  const dir = join(tempDir(), "clone");
  there.git("config", "uploadpack.allowFilter", "true");
  there.git("clone", "--quiet", ...how, `file://${there.dir}`, dir);
  const clone = openGitRepo(dir);
  clone.git("remote", "set-url", "origin", `file://${dir}-nowhere`);
  return clone;
}

test("what moved is told from manifests at both ends, with why", () => {
  const there = gitRepo(world);
  there.git("tag", "before");
  rmSync(join(there.dir, ".changeset/one.md"));
  versions(there, { a: "1.1.0", b: "2.0.0", c: "1.0.0-beta.2" });
  renameSync(join(there.dir, "packages/still"), join(there.dir, "packages/elsewhere"));
  write(there, "packages/new/package.json", { name: "@s/new", version: "0.1.0", private: true });
  there.commit("Version Packages");
  const release = { private: false, from: "1.0.0" };
  expect(pastOf(there, "before")).toEqual({
    releases: [
      {
        ...release,
        name: "@s/a",
        dir: "packages/a",
        to: "1.1.0",
        bump: "minor",
        causes: [{ kind: "changeset", id: "one" }],
      },
      {
        ...release,
        name: "@s/b",
        dir: "packages/b",
        to: "2.0.0",
        bump: "major",
        causes: [{ kind: "peer", of: "@s/a", range: "^1.0.0" }],
      },
      {
        ...release,
        name: "@s/c",
        dir: "packages/c",
        from: "1.0.0-beta.1",
        to: "1.0.0-beta.2",
        bump: "patch",
        causes: [{ kind: "fixed", group: ["@s/a", "@s/c"], by: "@s/a" }],
      },
      { name: "@s/new", dir: "packages/new", private: true, from: null, to: "0.1.0", bump: "patch", causes: [] },
    ],
    changesets: [
      { id: "one", summary: "One.", releases: [{ name: "@s/a", type: "minor" }], decisions: ["D-0001"], capsules: [] },
    ],
    decisions: ["D-0001"],
    capsules: [],
  });
});

test("in pre mode of Changesets 3 a changeset is used when it is moved, and told once up to the exit", () => {
  const there = gitRepo(world);
  there.git("tag", "before");
  mkdirSync(join(there.dir, ".changeset/pre"));
  renameSync(join(there.dir, ".changeset/one.md"), join(there.dir, ".changeset/pre/one.md"));
  versions(there, { a: "1.1.0-next.0" });
  there.commit("Version Packages (next)");
  there.git("tag", "next");
  expect(pastOf(there, "before").changesets.map(({ id }) => id)).toEqual(["one"]);
  rmSync(join(there.dir, ".changeset/pre"), { recursive: true });
  versions(there, { a: "1.1.0" });
  there.commit("Version Packages");
  for (const from of ["before", "next"]) expect(pastOf(there, from).changesets.map(({ id }) => id)).toEqual(["one"]);
});

test("in pre mode of Changesets 2 it is used when the pre state lists it", () => {
  const there = gitRepo(world);
  const pre = { mode: "pre", tag: "next", initialVersions: { "@s/a": "1.0.0" }, changesets: [] as string[] };
  write(there, ".changeset/pre.json", pre);
  there.commit("enter");
  there.git("tag", "before");
  write(there, ".changeset/pre.json", { ...pre, changesets: ["one"] });
  versions(there, { a: "1.1.0-next.0" });
  there.commit("Version Packages (next)");
  there.git("tag", "next");
  expect(pastOf(there, "before").changesets.map(({ id }) => id)).toEqual(["one"]);
  expect(pastOf(there, "next").changesets).toEqual([]);
});

test("a changeset that a merged branch took up by itself, and the branch before it never had, is not told", () => {
  const there = gitRepo(world);
  there.git("tag", "before");
  there.git("switch", "--quiet", "--create", "side");
  write(there, ".changeset/tried.md", '---\n"@s/still": minor\n---\n\nTried.\n');
  there.commit("try");
  rmSync(join(there.dir, ".changeset/tried.md"));
  versions(there, { still: "1.0.1" });
  there.commit("try a release");
  there.git("switch", "--quiet", "main");
  rmSync(join(there.dir, ".changeset/one.md"));
  versions(there, { a: "1.1.0" });
  there.commit("Version Packages");
  there.git("merge", "--quiet", "--no-ff", "--message", "Merge side", "side");
  const { changesets, releases } = pastOf(there, "before");
  expect(changesets.map(({ id }) => id)).toEqual(["one"]);
  expect(releases.map(({ name, from, to }) => [name, from, to])).toEqual([
    ["@s/a", "1.0.0", "1.1.0"],
    ["@s/still", "1.0.0", "1.0.1"],
  ]);
});

test("a manifest of a test's fixture does not stand for the package whose name it has", () => {
  const there = gitRepo(world);
  for (const dir of ["packages/a/test/fixture", "packages/still/test/fixture", "a-first"]) {
    for (const name of ["@s/a", "@s/still"]) write(there, `${dir}/${name}/package.json`, { name, version: "9.9.9" });
  }
  there.commit("test: fixtures");
  there.git("tag", "before");
  versions(there, { a: "1.1.0" });
  there.commit("Version Packages");
  expect(pastOf(there, "before").releases.map(({ name, from, to }) => [name, from, to])).toEqual([
    ["@s/a", "1.0.0", "1.1.0"],
  ]);
});

test("where git holds less than the range, it is not told, and nothing in it is new", () => {
  const there = gitRepo(world);
  there.git("tag", "before");
  versions(there, { a: "1.1.0" });
  there.commit("Version Packages");
  there.git("tag", "after");
  versions(there, { a: "1.1.1" });
  there.commit("Version Packages");
  expect(readPast(cloneOf(there), undefined)?.releases).toHaveLength(4);
  const shallow = cloneOf(there, "--depth=2");
  for (const from of ["after", undefined]) expect(readPast(shallow, from)).toBeUndefined();
  const partial = cloneOf(there, "--filter=blob:none");
  expect(readPast(partial, "before")).toBeUndefined();
  const treeless = cloneOf(there, "--filter=tree:0");
  for (const from of ["before", undefined]) expect(readPast(treeless, from)).toBeUndefined();
});

test("hostile changesets and manifests of the past are passed over", () => {
  const there = gitRepo(world);
  write(there, ".changeset/bad.md", "---\n*a\n---\n");
  write(there, ".changeset/$(id).md", '---\n"@s/a": major\n---\n\nx\n');
  write(there, "packages/still/package.json", '{ "name": "@s/still", "version": "1.0.0"');
  there.commit("hostile");
  there.git("tag", "before");
  for (const name of ["bad", "$(id)", "one"]) rmSync(join(there.dir, `.changeset/${name}.md`));
  write(there, "packages/still/package.json", { name: "@s/still", version: "1.0.1" });
  there.commit("Version Packages");
  const { changesets, releases } = pastOf(there, "before");
  expect(changesets.map(({ id }) => id)).toEqual(["one"]);
  expect(releases.map(({ name, from, to }) => [name, from, to])).toEqual([["@s/still", null, "1.0.1"]]);
});
