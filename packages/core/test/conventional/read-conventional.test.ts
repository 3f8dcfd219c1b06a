import { expect, test } from "vitest";
import { readConventional } from "../../src/conventional/index.ts";
import type { Commit } from "../../src/index.ts";

function commit(message: string, id = message): Commit {
  return { id, message, files: [] };
}

test("a header says type, scope, subject and both bumps", () => {
  expect(readConventional([commit("feat(core): a thing (#12)")])[0]?.changes).toEqual([
    {
      header: "feat(core): a thing (#12)",
      type: "feat",
      scope: "core",
      subject: "a thing (#12)",
      breaks: [],
      bump: "minor",
      zeroBump: "patch",
    },
  ]);
});

test("an exclamation mark breaks, and what a footer says of it is kept as written", () => {
  const told = readConventional([commit("fix!: x\n\nBREAKING CHANGE: y is gone\nand so is z"), commit("fix!: x", "2")]);
  expect(told.map(({ changes }) => changes.map(({ bump, zeroBump, breaks }) => [bump, zeroBump, breaks]))).toEqual([
    [["major", "minor", ["y is gone\nand so is z"]]],
    [["major", "minor", []]],
  ]);
});

test("the lines of a squash merge each count, and what asks for no release has no bump", () => {
  const [told] = readConventional([commit("chore: tidy (#3)\n\n* feat: a\n* words\n* fix(b): c")]);
  expect(told?.changes.map(({ type, subject, bump }) => [type, subject, bump])).toEqual([
    ["chore", "tidy (#3)", undefined],
    ["feat", "a", "minor"],
    ["fix", "c", "patch"],
  ]);
});

test("what was reverted is left out with its revert, and prose is no change", () => {
  const commits = [commit('Revert "feat: a"', "2"), commit("feat: a", "1"), commit("Words.", "0")];
  expect(readConventional(commits)).toEqual([{ commit: commits[2], changes: [] }]);
});
