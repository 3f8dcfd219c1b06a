import type { Plan, TrainState, Workspace } from "@releaser/core";
import { asSeenBy } from "./as-seen-by.ts";
import { openEngine } from "./engine.ts";
import { failures } from "../failures.ts";
import { planTrain } from "./plan-train.ts";
import { planTree, type PlanTreeOptions } from "./plan-tree.ts";
import { readPreBase } from "../changesets/read-pre-base.ts";
import { toPlan } from "./to-plan.ts";

export interface PlanOptions extends PlanTreeOptions {
  readonly branch: string;
  /** Who computes, for example `releaser@0.1.0`. */
  readonly producer: string;
  /** What packs the tarballs, for example `pnpm`. */
  readonly packer: string;
  /** The folder whose Changesets plans; the workspace's root by default. */
  readonly engineRoot?: string;
}

/**
 * Computes the next release and writes nothing. With nothing pending the train stays where it is, under bump `none`.
 * Throws `E_CHANGESETS_MISSING`, and what Changesets refuses as `E_CHANGESETS_CONFIG` or `E_PLANNER_REFUSED`.
 */
export async function readPlan(read: Workspace, options: PlanOptions): Promise<Plan> {
  if (read.changesets === undefined) throw failures.E_CHANGESETS_MISSING({ root: read.root });
  const engine = await openEngine(options.engineRoot ?? read.root);
  const workspace = asSeenBy(engine.major, read);
  const tree = await planTree(engine, workspace, options);
  return toPlan({
    workspace,
    tree,
    train: hasTrain(workspace) ? planTrain({ workspace, tree, preBase: await readPreBase(workspace) }) : null,
    planner: engine.planner,
    major: engine.major,
    branch: options.branch,
    producer: options.producer,
    packer: options.packer,
  });
}

function hasTrain(workspace: Workspace): workspace is Workspace & { readonly train: TrainState } {
  return workspace.train !== undefined;
}
