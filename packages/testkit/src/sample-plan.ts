import { type Plan, sealPlan } from "@releaser/core";

/** A sealed plan in which nothing moves and no train runs, with what is given in place of that. */
export function samplePlan(given: Partial<Parameters<typeof sealPlan>[0]> = {}): Plan {
  return sealPlan({
    train: null,
    branch: "main",
    planner: { name: "@changesets/cli", version: "3.0.3", from: "bundled" },
    packer: "pnpm",
    releases: [],
    changesets: [],
    decisions: [],
    capsules: [],
    producer: "releaser@0.1.0",
    rollback: [],
    ...given,
  });
}
