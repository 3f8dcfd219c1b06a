import type { Plan, PlannedRelease } from "@releaser/core";
import { samplePlan } from "@releaser/testkit";

/** A package that moves. */
export function moving(name: string, more: Partial<PlannedRelease> = {}): PlannedRelease {
  return {
    name,
    dir: `packages/${name}`,
    private: false,
    from: "1.2.0",
    to: "1.3.0",
    bump: "minor",
    causes: [],
    ...more,
  };
}

export function planOf(releases: readonly PlannedRelease[], given: Parameters<typeof samplePlan>[0] = {}): Plan {
  return samplePlan({
    train: { from: "1.4.0", to: "1.5.0", bump: "minor", tag: "v1.5.0", owner: "release/version.txt" },
    rollback: ["npm dist-tag add a@1.2.0 latest"],
    releases,
    ...given,
  });
}

/** Two packages of one changeset, and one that depends on the first. */
export const small: Plan = planOf([
  moving("core", { causes: [{ kind: "changeset", id: "cold-start" }] }),
  moving("cli", {
    private: true,
    causes: [
      { kind: "changeset", id: "cold-start" },
      { kind: "dependency", of: "core", range: "workspace:~", field: "dependencies" },
    ],
  }),
  moving("kit", { bump: "patch", to: "1.2.1", causes: [{ kind: "fixed", group: ["core", "kit"], by: "core" }] }),
  moving("docs", { bump: "none", to: null }),
]);
