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

test("a fingerprint is the finding's own: neither lines nor the versions of a release move it", () => {
  const of = (line: number, message: string) =>
    runRules([{ ...two, check: () => [draft("b", line, message)] }], { workspace, plan: undefined })[0]?.fingerprint;
  const first = of(1, "a is 1.4.0 here, which ^2.0.0-next.1 does not admit");
  expect(first).toMatch(/^[0-9a-f]{16}$/u);
  expect(of(7, "a is 1.4.0 here, which ^2.0.0-next.1 does not admit")).toBe(first);
  expect(of(1, "a is 1.5.0 here, which ^2.0.0-next.2 does not admit")).toBe(first);
  expect(of(1, "a is 1.5.0 here, which ~2.0.0-next.2 does not admit")).not.toBe(first);
  expect(of(1, "b is 1.4.0 here, which ^2.0.0-next.1 does not admit")).not.toBe(first);
});
