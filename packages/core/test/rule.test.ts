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

function fingerprintOf(message: string, line = 1): string | undefined {
  const [found] = runRules([{ ...two, check: () => [draft("b", line, message)] }], { workspace, plan: undefined });
  return found?.fingerprint;
}

test("a fingerprint is the finding's own: neither lines nor the versions of a release move it", () => {
  const first = fingerprintOf("a is 1.4.0 here, which ^2.0.0-next.1 does not admit");
  expect(first).toMatch(/^[0-9a-f]{16}$/u);
  expect(fingerprintOf("a is 1.4.0 here, which ^2.0.0-next.1 does not admit", 7)).toBe(first);
  expect(fingerprintOf("a is 1.5.0 here, which ^2.0.0-next.2 does not admit")).toBe(first);
  expect(fingerprintOf("a is 1.5.0 here, which ~2.0.0-next.2 does not admit")).not.toBe(first);
  expect(fingerprintOf("b is 1.4.0 here, which ^2.0.0-next.1 does not admit")).not.toBe(first);
});

test.each([
  ["below its tag a@1.4.0", "below its tag a@2.0.0-next.1"],
  ["after v1.4.0 and r@v1.4.0", "after v1.5.0 and r@v1.5.0"],
  ["in release/notes/1.4.0.md", "in release/notes/1.5.0.md"],
  ["asks for >=1.4 <2, not 1.x", "asks for >=1.5 <3, not 2.x"],
  ["of a-1.4.0+build.7, and 7 more", "of a-1.5.0, and 12 more"],
])("versions and counts move none: %s", (before, after) => {
  expect(fingerprintOf(after)).toBe(fingerprintOf(before));
});

test.each([
  ["es5-shim is 1.0.0", "es6-promise is 1.0.0"],
  ["@s/2d is here", "@s/3d is here"],
  ["7-zip is here", "8-zip is here"],
  ["part-1 is here", "part-2 is here"],
  ["@7/a is in @s/7", "@7/a is in @s/8"],
  ["report.v1 allows more", "report.v2 allows more"],
])("a name is a name, whatever digits it has: %s", (name, other) => {
  expect(fingerprintOf(name)).not.toBe(fingerprintOf(other));
});
