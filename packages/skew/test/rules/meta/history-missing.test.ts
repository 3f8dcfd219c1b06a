import { runRules, type Workspace } from "@releaser/core";
import { repo, timeline } from "@releaser/testkit";
import { expect, test } from "vitest";
import { historyMissing } from "../../../src/rules/meta/history-missing.ts";
import { lines } from "../../judge.ts";

const world = repo().pkg("a@1.2.0");

function judged(workspace: Workspace): readonly string[] {
  return lines(runRules([historyMissing], { workspace, plan: undefined }));
}

test("a clone without tags is told once, at the root", () => {
  expect(judged(timeline(world).workspace())).toEqual([
    "warning package.json#: the clone has no tags, so the rules on tags, intent and contracts could not judge",
  ]);
});

test.each(["shallow clone", "no commits", "no repository"] as const)("so is %s", (gap) => {
  const workspace = timeline(world).tag("v1.0.0").workspace();
  const history = { ...workspace.history(), gap };
  expect(judged({ ...workspace, history: () => history })).toHaveLength(1);
});

test("information where nothing can have been released yet", () => {
  expect(judged(timeline(repo().pkg("a@0.0.0")).workspace())[0]).toMatch(/^info /u);
});

test("silent with tags", () => {
  expect(judged(timeline(world).tag("a@1.2.0").workspace())).toEqual([]);
});
