import type { TrainState, Workspace } from "@releaser/core";
import valid from "semver/functions/valid.js";
import { openGit } from "../git/open-git.ts";
import { isObject } from "../parse-json.ts";
import { preFile } from "./read-pre-state.ts";

/** The train's version as of the commit that entered pre mode; undefined outside pre mode, or where git cannot say. */
export async function readPreBase(workspace: Workspace & { readonly train: TrainState }): Promise<string | undefined> {
  const { train } = workspace;
  if (workspace.changesets?.pre === undefined || workspace.git?.head === undefined) return undefined;
  const git = openGit(workspace.root);
  const entry = await git.run(
    ["log", "--first-parent", "--diff-filter=A", "--max-count=1", "--format=%H", "--", preFile],
    { accept: [0, 128] },
  );
  const commit = entry.stdout.trim();
  if (commit === "") return undefined;
  const shown = await git.run(["cat-file", "blob", `${commit}:./${train.owner}`], { accept: [0, 128] });
  if (shown.code !== 0) return train.source === "tag" ? train.version : undefined;
  return toVersion(train.owner, shown.stdout);
}

function toVersion(owner: string, text: string): string | undefined {
  const stated = owner.endsWith(".json") ? versionOf(text) : text.trim();
  return typeof stated === "string" && valid(stated) === stated ? stated : undefined;
}

function versionOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value["version"] : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
