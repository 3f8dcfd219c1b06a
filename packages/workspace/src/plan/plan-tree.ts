import type { Changeset, ChangesetsState, Package, Workspace } from "@releaser/core";
import { bumpSize } from "./bump-size.ts";
import type {
  Engine,
  EngineChangeset,
  EngineConfig,
  EnginePlan,
  EnginePre,
  EngineRelease,
  EngineSnapshot,
  EngineWorkspace,
} from "./engine-types.ts";
import { skips, toEngineConfig, withVersioned } from "./engine-config.ts";
import { toPlanningWorkspace } from "./engine-workspace.ts";
import { failures } from "../failures.ts";
import { movingMembers } from "./moving-members.ts";
import { plainConfig } from "./plain-config.ts";
import { plannedMembers } from "./planned-members.ts";

/** What Changesets says of a tree, and what it was asked. */
export interface PlannedTree {
  readonly state: ChangesetsState;
  readonly config: EngineConfig;
  readonly planned: EngineWorkspace;
  readonly plan: EnginePlan;
  /** The changesets that it was given, by the id that it knows them under. */
  readonly given: ReadonlyMap<string, Changeset>;
  /** The package that owns the train and was raised to the train's bump, and the mover that has that bump. */
  readonly raised: { readonly name: string; readonly by: string } | undefined;
}

export interface PlanTreeOptions {
  /** For a look: the same plan at the cost of what moves instead of the whole workspace. */
  readonly glance?: boolean;
  /** For versions that nobody keeps. */
  readonly snapshot?: EngineSnapshot;
}

const trainId = "releaser-train";

/**
 * Asks the Changesets of a repository what moves, writing nothing. Changesets that name packages which it cannot see, or
 * skipped ones beside others, are not handed to it. A member that owns the train moves with the largest bump. Rejects with
 * `E_CHANGESETS_MISSING`.
 */
export async function planTree(
  engine: Engine,
  workspace: Workspace,
  options: PlanTreeOptions = {},
): Promise<PlannedTree> {
  const state = workspace.changesets;
  if (state === undefined) throw failures.E_CHANGESETS_MISSING({ root: workspace.root });
  const { planned, config } = await (options.glance === true ? glanced : judged)(engine, workspace, state);
  const pre = toEnginePre(engine, state);
  const given = givenChangesets(engine, state, { planned, config });
  const changesets = [...given].map(([id, { summary, releases }]) => ({
    id,
    summary,
    releases: releases.map(({ name, type }) => ({ name, type })),
  }));
  const ask = (more: readonly EngineChangeset[]): EnginePlan =>
    engine.assemble({
      changesets: [...changesets, ...more],
      workspace: planned,
      config,
      pre,
      snapshot: options.snapshot,
    });
  const plan = ask([]);
  const raised = toRaised(plan.releases, ownerName(workspace, plannedMembers(workspace)));
  if (raised === undefined) return { state, config, planned, plan, given, raised };
  const type = plan.releases.find(({ name }) => name === raised.by)?.type ?? "none";
  const again = ask([{ id: trainId, summary: "", releases: [{ name: raised.name, type }] }]);
  return { state, config, planned, plan: withoutTrain(again), given, raised };
}

/** The member that owns the train, where it is one that Changesets versions beside others. */
function ownerName(workspace: Workspace, planned: readonly Package[]): string | undefined {
  const owner = workspace.members.find(({ manifestFile }) => manifestFile === workspace.train?.owner);
  const known = owner !== undefined && planned.some(({ name }) => name === owner.name);
  return known && planned.length > 1 && workspace.changesets?.skipped.has(owner.name) !== true ? owner.name : undefined;
}

function toRaised(releases: readonly EngineRelease[], owner: string | undefined): PlannedTree["raised"] {
  if (owner === undefined) return undefined;
  const [largest] = releases.toSorted((a, b) => bumpSize[b.type] - bumpSize[a.type]);
  const own = releases.find(({ name }) => name === owner)?.type ?? "none";
  return largest !== undefined && bumpSize[largest.type] > bumpSize[own]
    ? { name: owner, by: largest.name }
    : undefined;
}

function withoutTrain(plan: EnginePlan): EnginePlan {
  return {
    ...plan,
    changesets: plan.changesets.filter(({ id }) => id !== trainId),
    releases: plan.releases.map((release) => ({
      ...release,
      changesets: release.changesets.filter((id) => id !== trainId),
    })),
    preState:
      plan.preState?.changesets === undefined
        ? plan.preState
        : { ...plan.preState, changesets: plan.preState.changesets.filter((id) => id !== trainId) },
  };
}

interface Judged {
  readonly planned: EngineWorkspace;
  readonly config: EngineConfig;
}

/** All members, and the configuration as Changesets itself judges it. */
async function judged(engine: Engine, workspace: Workspace, state: ChangesetsState): Promise<Judged> {
  const workspaceProtocolOnly = state.config.raw["bumpVersionsWithWorkspaceProtocolOnly"] === true;
  const whole = toPlanningWorkspace(workspace, { workspaceProtocolOnly, dev: false });
  return {
    planned: toPlanningWorkspace(workspace, { workspaceProtocolOnly, dev: true }),
    config: await toEngineConfig(engine, workspace, whole),
  };
}

/** What can move alone, or everything in pre mode, under a configuration that nothing is wrong with; where only Changesets can tell, as it judges it. */
async function glanced(engine: Engine, workspace: Workspace, state: ChangesetsState): Promise<Judged> {
  const members = plannedMembers(workspace);
  const isPlain = (state.config.movedPrivates ?? []).length === 0;
  const config = isPlain ? plainConfig(workspace, members) : undefined;
  if (config === undefined) return await judged(engine, workspace, state);
  const all = { config, changesets: state.changesets, major: engine.major };
  const moving =
    state.pre === undefined ? movingMembers({ ...all, members, owner: ownerName(workspace, members) }) : members;
  const workspaceProtocolOnly = state.config.raw["bumpVersionsWithWorkspaceProtocolOnly"] === true;
  const planned = toPlanningWorkspace(workspace, { workspaceProtocolOnly, dev: true, members: moving });
  return { planned, config: withVersioned(config, { workspace, planned }) };
}

function givenChangesets(
  engine: Engine,
  state: ChangesetsState,
  { planned, config }: Judged,
): ReadonlyMap<string, Changeset> {
  const byName = new Map(planned.packages.map((one) => [one.packageJson.name, one]));
  const usable = state.changesets.filter(({ releases }) => {
    const named = releases.map(({ name }) => byName.get(name));
    if (named.includes(undefined)) return false;
    return new Set(named.map((one) => one !== undefined && skips(one.packageJson, config))).size <= 1;
  });
  const known = usable.map((changeset) => [engineId(engine, changeset, state), changeset] as const);
  // It takes the used ones last, and the order of releases follows from that.
  return new Map(known.toSorted(([a], [b]) => Number(a.startsWith("pre/")) - Number(b.startsWith("pre/"))));
}

/** Version 3 knows a used changeset by the folder that it lies in, or would after the migration of an old pre state. */
function engineId(
  engine: Pick<Engine, "major">,
  { id }: Pick<Changeset, "id">,
  { pre }: Pick<ChangesetsState, "pre">,
): string {
  const isUsed = engine.major === 3 && pre?.changesets.includes(id) === true;
  return isUsed && !id.startsWith("pre/") ? `pre/${id}` : id;
}

function toEnginePre(engine: Engine, { pre, changesets }: ChangesetsState): EnginePre | undefined {
  if (pre === undefined) return undefined;
  if (engine.major === 3) return { mode: pre.mode, tag: pre.tag };
  if (changesets.some(({ id }) => id.startsWith("pre/"))) {
    throw failures.E_CHANGESETS_UNSUPPORTED({
      version: engine.planner.version,
      why: "the pre state has the shape of version 3: used changesets lie in .changeset/pre",
    });
  }
  return { ...pre };
}
