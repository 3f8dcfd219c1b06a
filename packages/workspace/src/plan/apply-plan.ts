import type { Plan, Workspace } from "@releaser/core";
import { asSeenBy } from "./as-seen-by.ts";
import { checkWritable, checkWritten, refuseAny } from "./check-tree.ts";
import { differences } from "./compare-plans.ts";
import { openEngine } from "./engine.ts";
import { failures } from "../failures.ts";
import { migratePreState } from "../changesets/migrate-pre-state.ts";
import { planTree } from "./plan-tree.ts";
import { readyTree, type ApplyOptions } from "./write-tree.ts";
import { writeTrainOwner } from "./write-train-owner.ts";

export interface Applied {
  /** Files that were written, moved or removed, relative to the root, sorted. */
  readonly touched: readonly string[];
  readonly notices: readonly string[];
}

/**
 * Writes a plan into the workspace's tree as Changesets does: versions, internal ranges, package changelogs, changesets
 * removed or, in pre mode, moved; and the manifest that owns the train. Formats nothing. The caller brings the version file,
 * notes, lockfile and commit. Whatever can be foreseen to stop it is checked before the first write: `E_PLAN_STALE` where the
 * tree gives another plan, `E_APPLY_BLOCKED`, `E_CHANGELOG_MODULE`.
 */
export async function applyPlan(read: Workspace, plan: Plan, options: ApplyOptions): Promise<Applied> {
  const engine = await openEngine(options.engineRoot ?? read.root);
  const workspace = asSeenBy(engine.major, read);
  const tree = await planTree(engine, workspace);
  refuseAny(differences(plan, tree), (list) => failures.E_PLAN_STALE({ differences: list }));
  refuseAny(checkWritable(workspace, plan), (problems) => failures.E_APPLY_BLOCKED({ problems }));
  const { notices, write } = await readyTree({ engine, workspace, tree, options });
  const migrated = engine.major === 3 ? migratePreState(workspace.root, tree.state) : [];
  const touched = [...migrated, ...(await write()), ...writeTrainOwner(workspace, plan)];
  refuseAny(checkWritten(workspace, plan), (problems) => failures.E_APPLY_MISMATCH({ problems }));
  return { touched: [...new Set(touched)].toSorted(), notices };
}
