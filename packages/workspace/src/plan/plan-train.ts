import type { Bump, ChangesetsState, PlannedTrain, PreState, TrainState, Workspace } from "@releaser/core";
import inc from "semver/functions/inc.js";
import { bumpSize } from "./bump-size.ts";
import type { EngineRelease } from "./engine-types.ts";
import type { PlannedTree } from "./plan-tree.ts";

export interface TrainInput {
  readonly workspace: Workspace & { readonly train: TrainState };
  readonly tree: PlannedTree;
  /** The train's version as of the commit that entered pre mode; undefined outside pre mode or where it is not known. */
  readonly preBase: string | undefined;
}

/** The train's next step: the largest bump among the packages that move; as its owner moves, where that is a package of the workspace. */
export function planTrain(input: TrainInput): PlannedTrain {
  const { train } = input.workspace;
  const owner = input.workspace.members.find(({ manifestFile }) => manifestFile === train.owner)?.name;
  const moving = input.tree.plan.releases.filter(({ type }) => type !== "none");
  const own = moving.find(({ name }) => name === owner);
  const toTrain = (to: string, bump: Bump): PlannedTrain => ({
    from: train.version,
    to,
    bump,
    tag: `v${to}`,
    owner: train.owner,
  });
  if (own?.newVersion !== undefined) return toTrain(own.newVersion, own.type);
  if (moving.length === 0) return toTrain(train.version, "none");
  const bump = largest(moving.map(({ type }) => type));
  return input.tree.state.pre === undefined
    ? toTrain(raise(train.version, bump), bump)
    : planPre(input, input.tree.state.pre, { bump, toTrain });
}

interface Step {
  readonly bump: Bump;
  readonly toTrain: (to: string, bump: Bump) => PlannedTrain;
}

/** In pre mode the base stands still, and the bump is the largest over everything since; leaving it drops the counter. */
function planPre({ workspace, tree, preBase }: TrainInput, pre: PreState, { bump, toTrain }: Step): PlannedTrain {
  const sinceEntry = [...tree.given.values()].flatMap((changeset) => counted(changeset.releases, tree.state));
  const widest = largest([bump, ...sinceEntry]);
  const target = preBase === undefined ? stripped(workspace.train.version, widest) : raise(preBase, widest);
  if (pre.mode === "exit") return toTrain(target, widest);
  return toTrain(`${target}-${pre.tag}.${nextCounter(target, pre.tag, workspace)}`, widest);
}

function counted(
  releases: readonly { readonly name: string; readonly type: Bump }[],
  { skipped }: ChangesetsState,
): readonly Bump[] {
  return releases.filter(({ name }) => !skipped.has(name)).map(({ type }) => type);
}

function nextCounter(target: string, tag: string, { git, train }: TrainInput["workspace"]): number {
  const prefix = `${target}-${tag}.`;
  const versions = [...[...(git?.tags ?? [])].map((name) => name.replace(/^v/u, "")), train.version];
  const counters = versions.flatMap((version) =>
    version.startsWith(prefix) ? [Number(version.slice(prefix.length))] : [],
  );
  return Math.max(-1, ...counters.filter(Number.isInteger)) + 1;
}

/** Without a known base: a version with a counter is already raised, another is the base itself. */
function stripped(version: string, bump: Bump): string {
  const [release = version] = version.split("-");
  return release === version ? raise(version, bump) : release;
}

function raise(version: string, bump: Bump): string {
  return bump === "none" ? version : (inc(version, bump) ?? version);
}

function largest(bumps: readonly EngineRelease["type"][]): Bump {
  return bumps.reduce<Bump>((most, bump) => (bumpSize[bump] > bumpSize[most] ? bump : most), "none");
}
