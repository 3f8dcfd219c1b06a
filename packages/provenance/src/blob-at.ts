import type { Git } from "@releaser/core";

/** The text of a regular file as of a commit, which is given in full; undefined where there is none of that path. Replaced objects are not believed. */
export async function readBlobAt(git: Git, commit: string, file: string): Promise<string | undefined> {
  const entry = await git.text(["--no-replace-objects", "ls-tree", "--full-tree", commit, "--", file]);
  const blob = /^100(?:644|755) blob ([0-9a-f]+)\t/u.exec(entry)?.[1];
  if (blob === undefined) return undefined;
  return (await git.run(["--no-replace-objects", "cat-file", "blob", blob])).stdout;
}
