import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AskGit } from "./ask-git.ts";

const converting = ["filter", "ident", "eol", "working-tree-encoding"] as const;

/**
 * The paths, from the root, whose bytes git writes otherwise than it holds them, by the attributes of a commit: a work tree's
 * would let whoever builds excuse what they changed.
 */
export async function readConverted(
  git: AskGit,
  { commit, paths }: { readonly commit: string; readonly paths: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  // Git before 2.40 takes attributes from an index or a work tree alone; this index is the commit's, and nobody else's.
  const dir = await mkdtemp(join(tmpdir(), "releaser-attributes-"));
  try {
    const index = join(dir, "index");
    if ((await git(["read-tree", commit], { index })) === undefined) return new Set();
    return parseAttributes(await git(["check-attr", "--cached", "-z", ...converting, "--", ...paths], { index }));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The paths that have an attribute by which git converts, of triples of a path, an attribute and its value. */
function parseAttributes(said: string | undefined): ReadonlySet<string> {
  const words = (said ?? "").split("\0");
  return new Set(
    words.filter((_, index) => {
      const [attribute, value = "unset"] = words.slice(index + 1, index + 3);
      return index % 3 === 0 && !["unset", "unspecified"].includes(value) && !(attribute === "eol" && value === "lf");
    }),
  );
}
