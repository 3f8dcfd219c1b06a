import { type Published, runRules, type Workspace } from "@releaser/core";
import { repo, timeline } from "@releaser/testkit";
import { expect, test } from "vitest";
import { publishedHigher } from "../../../src/rules/registry/published-higher.ts";
import { lines } from "../../judge.ts";

const registry = "http://registry.test/";

function judged(workspace: Workspace, latest: string | undefined, versions: readonly string[] = []): readonly string[] {
  const has: Published = {
    registry,
    latest,
    versions: new Set([...versions, ...(latest === undefined ? [] : [latest])]),
  };
  return lines(runRules([publishedHigher], { workspace, plan: undefined, published: new Map([["a", has]]) }, "online"));
}

const at = (version: string): Workspace => repo().pkg(`a@${version}`).pkg("b@1.0.0").workspace();

test("a manifest below what `latest` names is an error", () => {
  expect(judged(at("1.2.0"), "1.3.0")).toEqual([
    "error packages/a/package.json#/version: a is 1.2.0 here, below the 1.3.0 of http://registry.test/",
  ]);
});

test("a later major is a warning: whether it was made from here cannot be told", () => {
  expect(judged(at("1.2.0"), "2.0.0", ["1.2.0"])).toEqual([
    "warning packages/a/package.json#/version: a is 1.2.0 here, below the 2.0.0 of http://registry.test/",
  ]);
});

test("on a branch that maintains an earlier major the highest of that major counts", () => {
  const world = repo().pkg("a@1.2.0");
  const maintained = timeline(world).tag("a@1.2.0");
  const workspace = maintained.workspace(world, {
    git: { branch: "1.x", head: maintained.head, shallow: false, tags: new Set(["a@1.2.0", "a@2.0.0"]) },
  });
  expect(judged(workspace, "2.0.0", ["1.1.0", "1.2.0", "1.3.0-beta.0"])).toEqual([]);
  expect(judged(workspace, "2.0.0", ["1.2.0", "1.3.0", "1.2.9"])).toEqual([
    "error packages/a/package.json#/version: a is 1.2.0 here, below the 1.3.0 of http://registry.test/",
  ]);
});

test("silent at and above `latest`, in front of a prerelease elsewhere, for what was never published and what is no version", () => {
  const silent = [
    judged(at("1.3.0"), "1.3.0", ["1.4.0"]),
    judged(at("1.4.0"), "1.3.0"),
    judged(at("2.0.0-beta.1"), "1.9.0"),
    judged(at("1.3.0"), undefined, ["1.4.0"]),
    judged(at("1.3.0"), "newest"),
    judged(repo().pkg("a@1.0.0", { private: true }).workspace(), "2.0.0"),
    lines(runRules([publishedHigher], { workspace: at("1.0.0"), plan: undefined, published: new Map() }, "online")),
    lines(runRules([publishedHigher], { workspace: at("1.0.0"), plan: undefined }, "online")),
  ];
  expect(silent.flat()).toEqual([]);
});
