import type { Plan, Workspace } from "@releaser/core";
import { asSeenBy } from "./as-seen-by.ts";
import { checkWritable, checkWritten, refuseAny } from "./check-tree.ts";
import { openEngine } from "./engine.ts";
import type { EngineSnapshot } from "./engine-types.ts";
import { failures } from "../failures.ts";
import { planTree } from "./plan-tree.ts";
import type { PlanOptions } from "./read-plan.ts";
import { toPlan } from "./to-plan.ts";
import { readyTree, type ApplyOptions } from "./write-tree.ts";

export interface SnapshotOptions extends ApplyOptions, Pick<PlanOptions, "branch" | "packer" | "producer"> {
  readonly snapshot: EngineSnapshot;
}

export interface AppliedSnapshot {
  /** What was written, as a plan without a train. It is of this moment: another run gives other versions. */
  readonly plan: Plan;
  readonly notices: readonly string[];
}

/**
 * Writes versions that nobody keeps into the workspace's tree, as `changeset version --snapshot` does: versions, exact internal
 * ranges, package changelogs, changesets removed. Nothing is written where nothing moves. Throws `E_SNAPSHOT_PRE` in pre mode, and
 * what `applyPlan` throws.
 */
export async function applySnapshot(read: Workspace, options: SnapshotOptions): Promise<AppliedSnapshot> {
  if (read.changesets === undefined) throw failures.E_CHANGESETS_MISSING({ root: read.root });
  if (read.changesets.pre !== undefined) throw failures.E_SNAPSHOT_PRE({ tag: read.changesets.pre.tag });
  const engine = await openEngine(options.engineRoot ?? read.root);
  const workspace = asSeenBy(engine.major, read);
  const { snapshot } = options;
  const tree = await planTree(engine, workspace, { snapshot });
  const plan = toPlan({ ...options, workspace, tree, train: null, planner: engine.planner, major: engine.major });
  if (plan.releases.every(({ bump }) => bump === "none")) return { plan, notices: [] };
  refuseAny(checkWritable(workspace, plan), (problems) => failures.E_APPLY_BLOCKED({ problems }));
  const { notices, write } = await readyTree({ engine, workspace, tree, options, snapshot });
  await write();
  refuseAny(checkWritten(workspace, plan), (problems) => failures.E_APPLY_MISMATCH({ problems }));
  return { plan, notices };
}
