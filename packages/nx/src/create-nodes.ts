import type { CreateNodes, CreateNodesResultArray } from "@nx/devkit";
import type { Workspace } from "@releaser/core";
import { diskFiles, toWorkspace } from "@releaser/workspace";
import { type InferredProject, inferTargets } from "./infer-targets.ts";

/** The plugin: reads the workspace once and adds targets to each project of it that nx sees. */
export const createNodes: CreateNodes = [
  "{package.json,**/package.json}",
  (manifestFiles, _, { workspaceRoot }) => {
    const files = diskFiles(workspaceRoot);
    const { members }: Workspace = toWorkspace(files, { root: workspaceRoot });
    const configs = files.list(".").filter(({ name }) => name.startsWith("releaser.config."));
    const config = configs.map(({ name }) => files.read(name) ?? "").join("\n");
    return toNodes(inferTargets(members, config), manifestFiles);
  },
];

/** Each project under the manifest that it comes from; a folder whose manifest nx ignores is left out. */
export function toNodes(
  projects: Readonly<Record<string, InferredProject>>,
  manifestFiles: readonly string[],
): CreateNodesResultArray {
  const seen = new Set(manifestFiles);
  return Object.entries(projects)
    .map(
      ([dir, project]) =>
        [dir === "." ? "package.json" : `${dir}/package.json`, { projects: { [dir]: project } }] as const,
    )
    .filter(([file]) => seen.has(file));
}
