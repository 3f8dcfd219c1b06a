import type { readWorkspace } from "@releaser/workspace";
import type { Repository } from "../context.ts";

/** How the configuration reads a workspace. */
export function workspaceOptions({
  config,
  engineRoot,
}: Pick<Repository, "config" | "engineRoot">): Parameters<typeof readWorkspace>[1] {
  const { train, version: { privateMembers } = {} } = config;
  return { engineRoot, ...(train !== undefined && { train }), ...(privateMembers && { privateMembers }) };
}
