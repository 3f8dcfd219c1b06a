import { type Plan, type Published, runRules } from "@releaser/core";
import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { versionTaken } from "../../../src/rules/registry/version-taken.ts";
import { lines, planOf } from "../../judge.ts";

const registry = "http://registry.test/";

function judged(plan: Plan | undefined, versions: readonly string[]): readonly string[] {
  const published = new Map<string, Published>([["a", { registry, latest: "1.2.0", versions: new Set(versions) }]]);
  const workspace = repo().pkg("a@1.2.0").pkg("b@1.0.0").workspace();
  return lines(runRules([versionTaken], { workspace, plan, published }, "online"));
}

test("a planned version that the registry has is an error where the manifest states the present one", () => {
  expect(judged(planOf({ a: ["1.2.0", "1.3.0"], b: ["1.0.0", "1.1.0"] }), ["1.2.0", "1.3.0"])).toEqual([
    "error packages/a/package.json#/version: the next minor of a is 1.3.0, which http://registry.test/ has already",
  ]);
});

test("silent for versions that are free, for what does not move, for private packages and without a plan", () => {
  const hidden = planOf({ a: ["1.2.0", "1.3.0"] });
  const plans = [
    planOf({ a: ["1.2.0", "1.4.0"] }),
    planOf({ a: ["1.3.0", "1.3.0"] }),
    { ...hidden, releases: hidden.releases.map((release) => ({ ...release, private: true })) },
    undefined,
  ];
  expect(plans.flatMap((plan) => judged(plan, ["1.2.0", "1.3.0"]))).toEqual([]);
});

test("silent where no registry was asked", () => {
  const workspace = repo().pkg("a@1.2.0").workspace();
  expect(runRules([versionTaken], { workspace, plan: planOf({ a: ["1.2.0", "1.3.0"] }) }, "online")).toEqual([]);
});
