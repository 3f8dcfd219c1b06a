import type { Package, PackageManager, Workspace } from "@releaser/core";

/** What runs the scripts of a folder: one outside the workspace may name a package manager of its own; a member takes the workspace's. */
export function runnerOf(workspace: Workspace, dir: string): PackageManager {
  const folder = folderOf(workspace, dir);
  const own = folder?.role === "outside" ? toPackageManager(folder.manifest.packageManager) : undefined;
  return own ?? workspace.packageManager ?? "npm";
}

/** The member of a workspace in a folder relative to the root. */
export function folderOf(workspace: Workspace, dir: string): Package | undefined {
  return workspace.members.find((member) => member.dir === dir);
}

function toPackageManager(pin: unknown): PackageManager | undefined {
  const name = typeof pin === "string" ? pin.split("@", 1)[0] : undefined;
  return name === "bun" || name === "npm" || name === "pnpm" || name === "yarn" ? name : undefined;
}
