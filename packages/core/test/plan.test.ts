import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, digestPlan, moves, type Plan, publicReleases, sealPlan } from "../src/index.ts";

const open: Omit<Plan, "digest" | "key" | "schema"> = {
  train: { from: "1.0.0", to: "1.1.0", bump: "minor", tag: "v1.1.0", owner: "release/version.txt" },
  branch: "main",
  planner: { name: "@changesets/cli", version: "3.0.3", from: "workspace" },
  packer: "pnpm",
  releases: [
    {
      name: "a",
      dir: "packages/a",
      private: false,
      from: "1.0.0",
      to: "1.1.0",
      bump: "minor",
      causes: [{ kind: "changeset", id: "x" }],
    },
    { name: "b", dir: "packages/b", private: true, from: "1.0.0", to: "1.0.1", bump: "patch", causes: [] },
    { name: "c", dir: null, private: false, from: null, to: null, bump: "none", causes: [] },
  ],
  changesets: [],
  decisions: [],
  capsules: [],
  producer: "releaser@0.1.0",
  rollback: ["npm dist-tag add a@1.0.0 latest"],
};

test("the digest covers what identifies the release, and neither the way back nor where the planner was found", () => {
  const plan = sealPlan(open);
  expect(plan.key).toBe("1.1.0");
  expect(digestPlan({ ...plan, rollback: [], planner: { ...plan.planner, from: "bundled" } })).toBe(plan.digest);
  expect(digestPlan({ ...plan, branch: "next" })).not.toBe(plan.digest);
  expect(digestPlan({ ...plan, decisions: ["D-0001"] })).not.toBe(plan.digest);
});

test("without a train the key is made from the digest", () => {
  const plan = sealPlan({ ...open, train: null });
  expect(plan.key).toBe(`r-${plan.digest.slice(0, 12)}`);
});

test("what moves and what is public is told from the plan alone", () => {
  expect(open.releases.filter((release) => moves(release)).map(({ name }) => name)).toEqual(["a", "b"]);
  expect(publicReleases(sealPlan(open)).map(({ name }) => name)).toEqual(["a"]);
});

test("canonical JSON does not depend on the order of members and parses back to the value", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(Object.fromEntries(Object.entries(value).toReversed()))).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
