import { expect, test } from "vitest";
import { defineRule, type Draft, runRules, type Workspace } from "../src/index.ts";

const workspace = { root: "/" } as Workspace;
const draft = (file: string, line: number, message: string): Draft => ({ at: { file, line }, message });
const one = defineRule({
  id: "a/one",
  title: "",
  level: "error",
  scope: "tree",
  check: () => [draft("b", 2, "x"), draft("a", 9, "y")],
});
const two = defineRule({
  id: "a/two",
  title: "",
  level: "warning",
  scope: "offline",
  check: () => [draft("b", 1, "z")],
});

test("findings come by place, whatever the order of the rules", () => {
  const found = runRules([one, two], { workspace, plan: undefined });
  expect(found).toEqual(runRules([two, one], { workspace, plan: undefined }));
  expect(found.map(({ file, line, rule, level }) => [file, line, rule, level])).toEqual([
    ["a", 9, "a/one", "error"],
    ["b", 1, "a/two", "warning"],
    ["b", 2, "a/one", "error"],
  ]);
});

test("the scope tree leaves out the rules that need more than files", () => {
  expect(runRules([one, two], { workspace, plan: undefined }, "tree").map(({ rule }) => rule)).toEqual([
    "a/one",
    "a/one",
  ]);
});

test("a fingerprint is the finding's own: it does not move with the line", () => {
  const at = (line: number) =>
    runRules([{ ...two, check: () => [draft("b", line, "z")] }], { workspace, plan: undefined })[0]?.fingerprint;
  expect(at(1)).toMatch(/^[0-9a-f]{16}$/u);
  expect(at(1)).toBe(at(7));
});
