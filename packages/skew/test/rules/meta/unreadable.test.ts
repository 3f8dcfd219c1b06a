import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { unreadable } from "../../../src/rules/meta/unreadable.ts";
import { judge } from "../../judge.ts";

test("a manifest that is no JSON is an error at its file", () => {
  const world = repo().pkg("@s/a@1.0.0").file("packages/a/package.json", '{ "name": ');
  expect(judge(unreadable, world)).toMatchObject([{ level: "error", file: "packages/a/package.json" }]);
});

test("a folder without name, which no release versions, is a warning", () => {
  const world = repo().pkg("@s/a@1.0.0").file("packages/a/package.json", '{ "type": "module" }');
  expect(judge(unreadable, world)).toMatchObject([{ level: "warning", file: "packages/a/package.json" }]);
});

test("a contract that is no JSON is an error at its file", () => {
  const world = repo().sentinel("0.1.0").file(".sentinel/contracts/a.v1.json", "{");
  expect(judge(unreadable, world)).toMatchObject([{ level: "error", file: ".sentinel/contracts/a.v1.json" }]);
});

test("a workspace in order is silent", () => {
  expect(judge(unreadable, repo().pkg("@s/a@1.0.0").sentinel("0.1.0"))).toEqual([]);
});
