import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Git, Plan, Workspace } from "@releaser/core";
import { failures } from "../failures.ts";
import { foreignPaths } from "./release-files.ts";

/** Stages all that was written into a tree, release metadata that git ignores too. Throws `E_VERSION_TOUCHED` where anything else was. */
export async function stageChanges(git: Git, tree: Workspace, plan: Plan): Promise<void> {
  await git.text(["add", "--all", "--force", "--", ...(await changedPaths(git))]);
  const foreign = foreignPaths(await stagedPaths(git), tree, plan);
  if (foreign.length > 0) throw failures.E_VERSION_TOUCHED({ paths: foreign });
}

async function changedPaths(git: Git): Promise<readonly string[]> {
  const status = await git.run(["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"]);
  const plain = status.stdout
    .split("\0")
    .filter(Boolean)
    .map((entry) => entry.slice(3));
  return [...new Set([...plain, "release"])].filter((path) => path !== "release" || existsSync(join(git.dir, path)));
}

async function stagedPaths(git: Git): Promise<readonly string[]> {
  return (await git.text(["diff", "--cached", "--name-only", "--no-renames", "-z"])).split("\0").filter(Boolean);
}
