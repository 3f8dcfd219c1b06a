import { type Bump, type Plan, type PlannedChangeset, type PlannedRelease, sealPlan } from "@releaser/core";

/** A changeset of a plan, from little. */
export function changeset(
  id: string,
  summary: string,
  releases: Readonly<Record<string, Bump>>,
  references: Partial<Pick<PlannedChangeset, "capsules" | "decisions">> = {},
): PlannedChangeset {
  const named = Object.entries(releases).map(([name, type]) => ({ name, type }));
  return { id, summary, releases: named, decisions: [], capsules: [], ...references };
}

/** A release of a plan, from little. */
export function release(name: string, versions: string, more: Partial<PlannedRelease> = {}): PlannedRelease {
  const [from = "", to = ""] = versions.split(" → ");
  return { name, dir: `packages/${name}`, private: false, from, to, bump: "patch", causes: [], ...more };
}

/** A plan of the train 1.3.2 → 1.4.0. */
export function plan(changesets: readonly PlannedChangeset[], more: Partial<Plan> = {}): Plan {
  const {
    schema: _,
    digest: __,
    key: ___,
    ...open
  } = {
    train: { from: "1.3.2", to: "1.4.0", bump: "minor", tag: "v1.4.0", owner: "release/version.txt" },
    branch: "main",
    planner: { name: "@changesets/cli", version: "3.0.3", from: "workspace" },
    packer: "pnpm",
    releases: [...new Set(changesets.flatMap(({ releases }) => releases.map(({ name }) => name)))].map((name) =>
      release(name, "1.3.2 → 1.4.0"),
    ),
    changesets,
    decisions: [],
    capsules: [],
    producer: "releaser@0.1.0",
    rollback: [],
    ...more,
  } as Plan;
  return sealPlan(open);
}
