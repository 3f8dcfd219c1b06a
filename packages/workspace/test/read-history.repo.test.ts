import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitRepo, openGitRepo, repo, tempDir, type GitRepo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import type { Workspace } from "@releaser/core";
import { readWorkspace, readWorkspaceAndBranch } from "../src/index.ts";

const world = (): ReturnType<typeof repo> => repo().pkg("@s/a@1.0.0").pkg("b@1.0.0");

function write({ dir }: GitRepo, file: string, text: string): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}

/** One release with annotated, lightweight and packed tags, then two commits on a branch. */
function released(): { readonly opened: GitRepo; readonly head: string; readonly ids: readonly string[] } {
  const opened = gitRepo(world());
  opened.git("tag", "--annotate", "--message", "a", "@s/a@1.0.0");
  opened.git("tag", "b@1.0.0");
  opened.git("pack-refs", "--all");
  opened.git("tag", "v1.0.0");
  const head = opened.git("rev-parse", "HEAD");
  opened.git("checkout", "--quiet", "-b", "feature");
  write(opened, "packages/a/näme with space.js", "1\n");
  const first = opened.commit("feat: one\n\nBREAKING CHANGE: all of it");
  opened.git("mv", "packages/a/näme with space.js", "packages/b/moved.js");
  const second = opened.commit("fix: two");
  return { opened, head, ids: [second, first] };
}

test("what came since a tag, with whole messages and both sides of a rename", () => {
  const { opened, head, ids } = released();
  const history = readWorkspace(opened.dir).history();
  const commits = [
    { id: ids[0], message: "fix: two", files: ["packages/a/näme with space.js", "packages/b/moved.js"] },
    { id: ids[1], message: "feat: one\n\nBREAKING CHANGE: all of it", files: ["packages/a/näme with space.js"] },
  ];
  for (const ref of ["@s/a@1.0.0", "b@1.0.0", "v1.0.0", head]) expect(history.since(ref)).toEqual(commits);
  expect(history.since(ids[1] ?? "")).toEqual(commits.slice(0, 1));
  expect(["none", "", "-x", "a\nb", "main"].flatMap((ref) => history.since(ref))).toEqual([]);
});

test("texts and files as of a tag, in the order of the questions", () => {
  const { opened, ids } = released();
  const history = readWorkspace(opened.dir).history();
  const manifest = (name: string): unknown => expect.stringContaining(`"name": "${name}"`);
  const wanted = [
    { ref: "@s/a@1.0.0", file: "packages/a/package.json" },
    { ref: "@s/a@1.0.0", file: "packages/a" },
    { ref: "none@1.0.0", file: "package.json" },
    { ref: "v1.0.0", file: "bad\nname" },
    { ref: ids[0] ?? "", file: "packages/b/moved.js" },
    { ref: "v1.0.0", file: "packages/b/package.json" },
  ];
  expect(history.textsAt(wanted)).toEqual([manifest("@s/a"), undefined, undefined, undefined, "1\n", manifest("b")]);
  expect(history.filesAt("v1.0.0", "packages/a")).toEqual(["packages/a/package.json"]);
  expect(history.filesAt("v1.0.0", "none")).toEqual([]);
  expect(history.filesWith("v1.0.0", "package.json", '"@s/a"')).toEqual(["packages/a/package.json"]);
  expect(history.filesWith("v1.0.0", "package.json", "-e.*")).toEqual([]);
  expect(history.filesWith("none@1.0.0", "package.json", '"@s/a"')).toBeUndefined();
});

test("the base is where the branch left it, the remote's before the local one", () => {
  const { opened, head } = released();
  expect(readWorkspace(opened.dir).history().base()).toBe(head);
  opened.git("checkout", "--quiet", "main");
  expect(readWorkspace(opened.dir).history().base()).toBeUndefined();
  opened.git("update-ref", "refs/remotes/origin/main", "feature~1");
  opened.git("checkout", "--quiet", "feature");
  expect(readWorkspace(opened.dir).history().base()).toBe(opened.git("rev-parse", "feature~1"));
});

test("tags off the branch are not merged", () => {
  const { opened } = released();
  opened.git("tag", "off", opened.git("commit-tree", "-m", "off", "HEAD^{tree}"));
  expect([...readWorkspace(opened.dir).history().mergedTags()].toSorted()).toEqual(["@s/a@1.0.0", "b@1.0.0", "v1.0.0"]);
});

test("paths are relative to a root below the repository's own", () => {
  const dir = tempDir();
  const outer = openGitRepo(dir);
  world().write(join(dir, "js"));
  outer.git("init", "--quiet", "--initial-branch=main");
  outer.commit("initial");
  outer.git("tag", "v1.0.0");
  write(outer, "js/packages/b/x.js", "1\n");
  write(outer, "other.txt", "1\n");
  outer.commit("feat: both");
  const history = readWorkspace(join(dir, "js")).history();
  expect(history.since("v1.0.0").map(({ files }) => files)).toEqual([["packages/b/x.js"]]);
  expect(history.textsAt([{ ref: "v1.0.0", file: "packages/b/package.json" }])).toEqual([
    expect.stringContaining('"b"'),
  ]);
  expect(history.filesAt("v1.0.0", "packages/b")).toEqual(["packages/b/package.json"]);
});

test("no message and no name of a file passes for a commit", () => {
  const { opened, ids } = released();
  const before = ids[0] ?? "";
  const message = "/commit 1234 5678\n\n/commit 1234";
  const files = ["\nfirst", "commit", "x\n/commit 5678"].map((name) => `packages/b/${name}`);
  for (const file of files) write(opened, file, "1\n");
  const first = opened.commit(message);
  write(opened, "\n/commit 1234", "1\n");
  opened.git("add", ".");
  opened.git("commit", "--quiet", "--allow-empty-message", "--message=");
  const second = opened.git("rev-parse", "HEAD");
  opened.git("commit", "--quiet", "--allow-empty", "--message=nothing");
  expect(readWorkspace(opened.dir).history().since(before)).toEqual([
    { id: opened.git("rev-parse", "HEAD"), message: "nothing", files: [] },
    { id: second, message: "", files: ["\n/commit 1234"] },
    { id: first, message, files },
  ]);
});

test("each gap has its name, and every answer is empty", () => {
  const { opened } = released();
  const shallow = join(tempDir(), "shallow");
  opened.git("clone", "--quiet", "--depth=1", `file://${opened.dir}`, shallow);
  const untagged = gitRepo(world());
  const unborn = openGitRepo(world().write(join(tempDir(), "unborn")));
  unborn.git("init", "--quiet");
  const bare = world().write(join(tempDir(), "bare"));
  const gaps = [shallow, untagged.dir, unborn.dir, bare].map((dir) => readWorkspace(dir).history());
  expect(gaps.map(({ gap }) => gap)).toEqual(["shallow clone", "no tags", "no commits", "no repository"]);
  expect(readWorkspace(opened.dir).history().gap).toBeUndefined();
  const nothing = gaps
    .slice(2)
    .map((history) => [
      [...history.mergedTags()],
      history.textsAt([{ ref: "v1.0.0", file: "package.json" }]),
      history.filesAt("v1.0.0", "."),
      history.filesWith("v1.0.0", "package.json", "name"),
      history.since("v1.0.0"),
      history.base(),
    ]);
  expect(nothing).toEqual([
    [[], [undefined], [], undefined, [], undefined],
    [[], [undefined], [], undefined, [], undefined],
  ]);
});

describe("what git is asked while the files are read", () => {
  test.each([
    ["a branch with commits", (opened: GitRepo) => opened.commit("one")],
    ["a branch without commits", () => ""],
    [
      "a branch that took its base in",
      (opened: GitRepo) => {
        opened.commit("one");
        opened.git("checkout", "--quiet", "main");
        opened.commit("two");
        opened.git("checkout", "--quiet", "feature");
        return opened.git("merge", "--quiet", "--no-edit", "main");
      },
    ],
    [
      "a branch that is nothing but a merge of its base",
      (opened: GitRepo) => {
        opened.git("checkout", "--quiet", "main");
        opened.commit("two");
        opened.git("checkout", "--quiet", "feature");
        return opened.git("merge", "--quiet", "--no-ff", "--no-edit", "main");
      },
    ],
    [
      "a branch that took another one in",
      (opened: GitRepo) => {
        opened.commit("one");
        opened.git("checkout", "--quiet", "-b", "other", "main");
        opened.commit("two");
        opened.git("checkout", "--quiet", "feature");
        return opened.git("merge", "--quiet", "--no-ff", "--no-edit", "other");
      },
    ],
    [
      "a branch that was merged into its base",
      (opened: GitRepo) => {
        opened.commit("one");
        opened.git("checkout", "--quiet", "main");
        opened.git("merge", "--quiet", "--no-ff", "--no-edit", "feature");
        return opened.git("checkout", "--quiet", "feature");
      },
    ],
    [
      "a branch that shares no history with its base",
      (opened: GitRepo) => {
        opened.git("checkout", "--quiet", "--orphan", "alone");
        return opened.commit("one");
      },
    ],
    [
      "a merge of a branch that shares no history",
      (opened: GitRepo) => {
        opened.git("checkout", "--quiet", "--orphan", "alone");
        opened.commit("one");
        return opened.git("merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "main");
      },
    ],
    ["the base branch", (opened: GitRepo) => opened.git("checkout", "--quiet", "main")],
    ["a detached head", (opened: GitRepo) => opened.git("checkout", "--quiet", "--detach")],
    ["packed references", (opened: GitRepo) => [opened.commit("one"), opened.git("pack-refs", "--all")].join("")],
  ])("says the same as when it is asked later: %s", async (_, change) => {
    const opened = gitRepo(world());
    opened.git("tag", "--annotate", "--message", "t", "@s/a@1.0.0");
    opened.git("checkout", "--quiet", "-b", "feature");
    change(opened);
    const [asked, later] = [await readWorkspaceAndBranch(opened.dir), readWorkspace(opened.dir)];
    const told = (workspace: Workspace): unknown => {
      const history = workspace.history();
      const base = history.base();
      return [base, base === undefined ? [] : history.since(base), history.since("@s/a@1.0.0")];
    };
    expect(told(asked)).toEqual(told(later));
  });
});
