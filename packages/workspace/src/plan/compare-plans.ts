import type { Plan } from "@releaser/core";
import type { PlannedTree } from "./plan-tree.ts";

/** Where a plan says something else than the tree gives now: versions, bumps, changesets. */
export function differences(
  plan: Pick<Plan, "changesets" | "releases">,
  { plan: now, given }: PlannedTree,
): readonly string[] {
  const planned = plan.releases.map(({ name, from, to, bump }) => line(name, { from, to, bump }));
  const found = now.releases.map(({ name, oldVersion, newVersion, type }) =>
    line(name, { from: oldVersion ?? null, to: newVersion ?? null, bump: type }),
  );
  const ids = now.changesets.map(({ id }) => `changeset ${given.get(id)?.id ?? id}`);
  return compare([...planned, ...plan.changesets.map(({ id }) => `changeset ${id}`)], [...found, ...ids]);
}

interface Versions {
  readonly from: string | null;
  readonly to: string | null;
  readonly bump: string;
}

function line(name: string, { from, to, bump }: Versions): string {
  return `${name} ${from ?? "(no version)"} → ${to ?? "(no version)"} (${bump})`;
}

function compare(planned: readonly string[], found: readonly string[]): readonly string[] {
  const [inPlan, inTree] = [new Set(planned), new Set(found)];
  return [
    ...planned.filter((one) => !inTree.has(one)).map((one) => `only in the plan: ${one}`),
    ...found.filter((one) => !inPlan.has(one)).map((one) => `only in the tree: ${one}`),
  ];
}
