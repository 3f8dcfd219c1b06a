import { realpathSync } from "node:fs";
import type { GitState, Workspace } from "@releaser/core";
import { type Ahead, askAhead } from "./git/ask-ahead.ts";
import { diskFiles, type Files } from "./files.ts";
import { filesWith } from "./files-with.ts";
import { findRoot } from "./find-root.ts";
import { installedMajor } from "./plan/planner-of.ts";
import { readJson } from "./parse-json.ts";
import { configFile } from "./changesets/read-changesets-config.ts";
import { type GitFiles, readGitFiles, readMergedTrainTags } from "./git/read-git-state.ts";
import { readHistory } from "./git/read-history.ts";
import { toWorkspace, type WorkspaceOptions } from "./to-workspace.ts";

/**
 * Reads the workspace that a folder belongs to, synchronously, and writes nothing. Bad content is in `invalid`; throws
 * `E_WORKSPACE_MISSING` where there is no workspace.
 */
export function readWorkspace(dir: string, options: WorkspaceOptions = {}): Workspace {
  const root = realpathSync(findRoot(dir));
  return read({ root, options, git: readGitFiles(root), ahead: () => undefined });
}

/** The same as it would be with texts written into it, by path relative to the root, which is given. */
export function readWorkspaceWith(
  root: string,
  texts: ReadonlyMap<string, string>,
  options: WorkspaceOptions = {},
): Workspace {
  return read({
    root,
    options,
    git: readGitFiles(root),
    ahead: () => undefined,
    files: filesWith(diskFiles(root), texts),
  });
}

/** The same for who will ask for its history: git tells what the branch has while the files are read. */
export async function readWorkspaceAndBranch(dir: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  const root = realpathSync(findRoot(dir));
  const git = readGitFiles(root);
  const asked = git === undefined ? undefined : askAhead(root, git, readBaseBranch(root));
  const told: { ahead?: Ahead | undefined } = {};
  const workspace = read({ root, options, git, ahead: () => told.ahead });
  told.ahead = await asked;
  return workspace;
}

interface Reading {
  readonly root: string;
  readonly options: WorkspaceOptions;
  readonly git: GitFiles | undefined;
  readonly ahead: () => Ahead | undefined;
  /** What stands there; what is on disk unless told. */
  readonly files?: Files;
}

function read({ root, options, git: known, ahead, files = diskFiles(root) }: Reading): Workspace {
  const git = known?.state;
  const major = installedMajor(options.engineRoot ?? root);
  const workspace: Workspace = toWorkspace(files, {
    ...options,
    root,
    ...(git && { git }),
    ...(major !== undefined && { major }),
    history: () =>
      readHistory({
        root,
        git: known,
        baseBranch: workspace.changesets?.config.baseBranch ?? mainBranch,
        ahead: ahead(),
      }),
    mergedTags: () => (git?.head === undefined || !hasTrainTag(git) ? new Set() : readMergedTrainTags(root)),
  });
  return workspace;
}

const mainBranch = "main";

function readBaseBranch(root: string): string {
  const stated = readJson(diskFiles(root), configFile)?.value?.["baseBranch"];
  return typeof stated === "string" ? stated : mainBranch;
}

function hasTrainTag({ tags }: GitState): boolean {
  for (const tag of tags) if (/^v\d/u.test(tag)) return true;
  return false;
}
