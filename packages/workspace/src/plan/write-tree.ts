import { relative, sep } from "node:path";
import type { Workspace } from "@releaser/core";
import { checkChangelog, chooseChangelog } from "../changesets/changelog-module.ts";
import type { Engine, EngineSnapshot } from "./engine-types.ts";
import { toWritingWorkspace } from "./engine-workspace.ts";
import type { PlannedTree } from "./plan-tree.ts";

/** How a plan is written. */
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

export interface Writing {
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly tree: PlannedTree;
  readonly options: ApplyOptions;
  readonly snapshot?: EngineSnapshot;
}

/** A tree that is about to be written: all that may fail before the first write has been looked at. */
export interface ReadyTree {
  readonly notices: readonly string[];
  /** Has Changesets write. Gives what it wrote, moved or removed, relative to the root. */
  readonly write: () => Promise<readonly string[]>;
}

/** Loads the changelog module, and has Changesets write when told, formatting and committing nothing. Rejects with `E_CHANGELOG_MODULE`. */
export async function readyTree({ engine, workspace, tree, options, snapshot }: Writing): Promise<ReadyTree> {
  const { always = false, module } = options.changelog;
  const engineRoot = options.engineRoot ?? workspace.root;
  const { changelog, notices } = chooseChangelog({
    configured: tree.config.changelog,
    engineRoot,
    ours: module,
    always,
  });
  const checked = changelog && ([changelog[0], await checkChangelog(...changelog)] as const);
  const config = { ...tree.config, changelog: checked, commit: false, format: false, prettier: false };
  const write = async (): Promise<readonly string[]> => {
    const into = toWritingWorkspace(workspace);
    const written = await engine.apply({ plan: tree.plan, workspace: into, config, snapshot });
    return written.map((path) => relative(workspace.root, path).replaceAll(sep, "/"));
  };
  return { notices, write };
}
