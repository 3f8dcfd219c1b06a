// DecisionRef: D-0009
import type { Package } from "@releaser/core";
import { validateDocument } from "@releaser/gates";
import { checkSkew } from "@releaser/skew";
import { readWorkspace } from "@releaser/workspace";
import { expect, test } from "vitest";
import { readText, root } from "../repository.ts";

const sentinel = `${root}/.sentinel`;

test("this repository has no version skew, and the report of it keeps its contract", () => {
  const report = checkSkew({
    workspace: readWorkspace(root),
    plan: undefined,
    planner: undefined,
    scope: "tree",
    now: () => 0,
    read: readText,
  });
  expect(report.findings.filter(({ level }) => level === "error")).toEqual([]);
  expect(validateDocument(sentinel, "skew-report.v1", report)).toEqual([]);
});

test("a report with findings keeps its contract too", () => {
  const workspace = readWorkspace(root);
  const unversioned = (pkg: Package): Package => ({ ...pkg, version: undefined });
  const broken = { ...workspace, members: workspace.members.map(unversioned) };
  const report = checkSkew({
    workspace: broken,
    plan: undefined,
    planner: undefined,
    scope: "offline",
    now: () => 0,
    read: readText,
  });
  expect(report.findings.length).toBeGreaterThan(0);
  expect(validateDocument(sentinel, "skew-report.v1", report)).toEqual([]);
});

test("the last applied plan keeps its contract", () => {
  const text = readText("release/plan.json");
  const problems = text === undefined ? [] : validateDocument(sentinel, "release-plan.v1", JSON.parse(text));
  expect(problems).toEqual([]);
});
