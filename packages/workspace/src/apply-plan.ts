import { relative, sep } from "node:path";
import type { Plan, Workspace } from "@releaser/core";
import { asSeenBy } from "./as-seen-by.ts";
import { checkChangelog, chooseChangelog } from "./changelog-module.ts";
import { checkWritable, checkWritten } from "./check-tree.ts";
import { differences } from "./compare-plans.ts";
import { openEngine } from "./engine.ts";
import type { Engine } from "./engine-types.ts";
import { toWritingWorkspace } from "./engine-workspace.ts";
import { failures } from "./failures.ts";
import { migratePreState } from "./migrate-pre-state.ts";
import { planTree, type PlannedTree } from "./plan-tree.ts";
import { writeTrainOwner } from "./write-train-owner.ts";

export interface ApplyOptions {
  /** The folder whose Changesets writes and whose modules are used; the workspace's root by default. */
  readonly engineRoot?: string;
  readonly changelog: {
    /** Absolute path or file URL of the changelog module that stands in for the repository's own. */
    readonly module: string;
    /** Whether it is used even where the repository's own is there. */
    readonly always?: boolean;
  };
}

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
  const engineRoot = options.engineRoot ?? read.root;
  const engine = await openEngine(engineRoot);
  const workspace = asSeenBy(engine.major, read);
  const tree = await planTree(engine, workspace);
  refuse(differences(plan, tree), (list) => failures.E_PLAN_STALE({ differences: list }));
  refuse(checkWritable(workspace, plan), (problems) => failures.E_APPLY_BLOCKED({ problems }));
  const { always = false, module } = options.changelog;
  const { changelog, notices } = chooseChangelog({
    configured: tree.config.changelog,
    engineRoot,
    ours: module,
    always,
  });
  const checked = changelog && ([changelog[0], await checkChangelog(...changelog)] as const);
  const touched = await write({ engine, workspace, tree, plan, changelog: checked });
  refuse(checkWritten(workspace, plan), (problems) => failures.E_APPLY_MISMATCH({ problems }));
  return { touched, notices };
}

interface Writing {
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly tree: PlannedTree;
  readonly plan: Plan;
  readonly changelog: false | readonly [string, unknown];
}

async function write({ engine, workspace, tree, plan, changelog }: Writing): Promise<readonly string[]> {
  const migrated = engine.major === 3 ? migratePreState(workspace.root, tree.state) : [];
  const config = { ...tree.config, changelog, commit: false, format: false, prettier: false };
  const written = await engine.apply({ plan: tree.plan, workspace: toWritingWorkspace(workspace), config });
  const owner = writeTrainOwner(workspace, plan);
  const relatives = written.map((path) => relative(workspace.root, path).replaceAll(sep, "/"));
  return [...new Set([...migrated, ...relatives, ...owner])].toSorted();
}

function refuse(problems: readonly string[], failure: (problems: readonly string[]) => Error): void {
  if (problems.length > 0) throw failure(problems.slice(0, 20));
}
