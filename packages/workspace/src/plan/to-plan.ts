import {
  shellWord,
  moves,
  publicReleases,
  sealPlan,
  type Package,
  type Plan,
  type PlannedRelease,
  type PlannedTrain,
  type Planner,
  type Workspace,
} from "@releaser/core";
import type { EngineRelease } from "./engine-types.ts";
import type { PlannedTree } from "./plan-tree.ts";
import { plannedMembers } from "./planned-members.ts";
import { toCauses } from "./to-causes.ts";
import { statedTogether, toPlannedChangeset } from "./to-planned-changeset.ts";

export interface PlanInput {
  readonly workspace: Workspace;
  readonly tree: PlannedTree;
  readonly train: PlannedTrain | null;
  readonly planner: Planner;
  readonly major: number;
  readonly branch: string;
  readonly producer: string;
  readonly packer: string;
}

/** The plan as a document: what Changesets says in its own order, why, what the changesets state, and the way back. */
export function toPlan(input: PlanInput): Plan {
  const { tree, workspace } = input;
  const causes = renameCauses(toCauses({ ...tree, major: input.major }), tree.given);
  const members = new Map(plannedMembers(workspace).map((member) => [member.name, member]));
  const changesets = tree.plan.changesets.flatMap(({ id }) => {
    const given = tree.given.get(id);
    return given === undefined ? [] : [toPlannedChangeset(given)];
  });
  const plan = sealPlan({
    train: input.train,
    branch: input.branch,
    planner: input.planner,
    packer: input.packer,
    releases: tree.plan.releases.map((release) => ({
      ...toRelease(release, members.get(release.name)),
      causes: causes.get(release.name) ?? [],
    })),
    changesets,
    ...statedTogether(changesets),
    producer: input.producer,
    rollback: [],
  });
  return { ...plan, rollback: rollbackLines(plan, members) };
}

function toRelease(release: EngineRelease, member: Package | undefined): Omit<PlannedRelease, "causes"> {
  return {
    name: release.name,
    dir: member?.dir ?? null,
    private: member?.private ?? true,
    from: release.oldVersion ?? null,
    to: release.newVersion ?? null,
    bump: release.type,
  };
}

/** A changeset is called by its name in the tree, whatever the planner calls it. */
function renameCauses(causes: ReturnType<typeof toCauses>, given: PlannedTree["given"]): ReturnType<typeof toCauses> {
  return new Map(
    [...causes].map(([name, list]) => [
      name,
      list.map((cause) => (cause.kind === "changeset" ? { ...cause, id: given.get(cause.id)?.id ?? cause.id } : cause)),
    ]),
  );
}

/**
 * The way back as commands that can be pasted: what needs a person with a second factor, then what Releaser does itself.
 * A member of a group may have been published lower than the group's version that the plan starts from.
 */
function rollbackLines(plan: Plan, members: ReadonlyMap<string, Package>): readonly string[] {
  if (!plan.releases.some((release) => moves(release))) return [];
  const published = publicReleases(plan);
  return [
    ...published.map(
      ({ name, from }) => `npm dist-tag add ${shellWord(`${name}@${members.get(name)?.version ?? from}`)} latest`,
    ),
    ...published.map(
      ({ name, to }) => `npm deprecate ${shellWord(`${name}@${to}`)} "rolled back, see the release page"`,
    ),
    `releaser rollback ${shellWord(plan.key)}`,
  ];
}
