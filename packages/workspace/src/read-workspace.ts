import { realpathSync } from "node:fs";
import type { GitState, Workspace } from "@releaser/core";
import { diskFiles } from "./files.ts";
import { findRoot } from "./find-root.ts";
import { installedMajor } from "./planner-of.ts";
import { readGitFiles, readMergedTrainTags } from "./read-git-state.ts";
import { readHistory } from "./read-history.ts";
import { toWorkspace, type WorkspaceOptions } from "./to-workspace.ts";

/**
 * Reads the workspace that a folder belongs to, synchronously, and writes nothing. Bad content is in `invalid`; throws
 * `E_WORKSPACE_MISSING` where there is no workspace.
 */
export function readWorkspace(dir: string, options: WorkspaceOptions = {}): Workspace {
  const root = realpathSync(findRoot(dir));
  const gitFiles = readGitFiles(root);
  const git = gitFiles?.state;
  const major = installedMajor(options.engineRoot ?? root);
  const workspace: Workspace = toWorkspace(diskFiles(root), {
    ...options,
    root,
    ...(git && { git }),
    ...(major !== undefined && { major }),
    history: () => readHistory({ root, git: gitFiles, baseBranch: workspace.changesets?.config.baseBranch ?? "main" }),
    mergedTags: () => (git?.head === undefined || !hasTrainTag(git) ? new Set() : readMergedTrainTags(root)),
  });
  return workspace;
}

function hasTrainTag({ tags }: GitState): boolean {
  for (const tag of tags) if (/^v\d/u.test(tag)) return true;
  return false;
}
