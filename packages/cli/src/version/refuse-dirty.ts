import type { Git } from "@releaser/core";
import { failures } from "../failures.ts";

/** Throws `E_TREE_DIRTY` for changes that are not committed: they would be left out of the plan or swept into the commit. Untracked files do not count, but for changesets. */
export async function refuseDirty(git: Git): Promise<void> {
  const status = await git.run(["status", "--porcelain=v1", "-z", "--no-renames"]);
  const entries = status.stdout.split("\0").filter(Boolean);
  const dirty = entries.filter((entry) => !entry.startsWith("??") || entry.startsWith("?? .changeset/"));
  if (dirty.length > 0) throw failures.E_TREE_DIRTY({ paths: dirty });
}
