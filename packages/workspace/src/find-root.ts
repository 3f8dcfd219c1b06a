import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { failures } from "./failures.ts";

/**
 * The workspace that a folder belongs to: the nearest folder upwards with a workspace file, with `workspaces` in its manifest
 * or with `.changeset`; otherwise the nearest with a manifest. Not above the repository. Throws `E_WORKSPACE_MISSING`.
 */
export function findRoot(dir: string): string {
  const places = lineage(resolve(dir));
  const root = places.find(isWorkspaceRoot) ?? places.find((place) => existsSync(join(place, "package.json")));
  if (root === undefined) throw failures.E_WORKSPACE_MISSING({ dir });
  return root;
}

/** From a folder up to the top of its repository, or of the disk. */
function lineage(dir: string): readonly string[] {
  const above = dirname(dir);
  return above === dir || existsSync(join(dir, ".git")) ? [dir] : [dir, ...lineage(above)];
}

function isWorkspaceRoot(dir: string): boolean {
  const marks = ["pnpm-workspace.yaml", "lerna.json", ".changeset"];
  return marks.some((mark) => existsSync(join(dir, mark))) || namesWorkspaces(join(dir, "package.json"));
}

function namesWorkspaces(manifest: string): boolean {
  return existsSync(manifest) && /"workspaces"\s*:\s*[[{]/u.test(readFileSync(manifest, "utf8"));
}
