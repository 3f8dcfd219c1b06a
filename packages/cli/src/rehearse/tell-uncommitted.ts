import type { Context } from "../context.ts";
import { failures } from "../failures.ts";

/**
 * What is rehearsed is the last commit. Says so where the work tree holds more, and throws `E_TREE_DIRTY` where that is in
 * `.changeset`: such a changeset would be left out without a word.
 */
export async function tellUncommitted({ git, notice }: Pick<Context, "git" | "notice">): Promise<void> {
  const status = await git.run(["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"]);
  const entries = status.stdout.split("\0").filter(Boolean);
  const intent = entries.filter((entry) => entry.slice(3).startsWith(".changeset/"));
  if (intent.length > 0) throw failures.E_TREE_DIRTY({ paths: intent });
  if (entries.length > 0) {
    const what =
      entries.length === 1 ? "one path holds changes that are" : `${entries.length} paths hold changes that are`;
    notice(`${what} not committed: the last commit is what is rehearsed`);
  }
}
