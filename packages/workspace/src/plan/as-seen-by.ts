import type { Workspace } from "@releaser/core";
import { toPrivatePackages } from "../changesets/read-changesets-config.ts";
import { isSkipped, seenByName } from "../changesets/read-changesets-state.ts";

/** A workspace with the defaults of the major that plans it, which the tree alone did not tell where nothing is installed in it. */
export function asSeenBy(major: number, workspace: Workspace): Workspace {
  const state = workspace.changesets;
  if (state === undefined) return workspace;
  const config = { ...state.config, privatePackages: toPrivatePackages(state.config.raw["privatePackages"], major) };
  const seen = [...seenByName(workspace.members).values()];
  const skipped = new Set(seen.filter((member) => isSkipped(member, config)).map(({ name }) => name));
  return { ...workspace, changesets: { ...state, config, skipped } };
}
