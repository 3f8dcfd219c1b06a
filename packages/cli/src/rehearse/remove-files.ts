import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Git } from "@releaser/core";

const identity = {
  GIT_AUTHOR_NAME: "Releaser rehearsal",
  GIT_AUTHOR_EMAIL: "rehearsal@releaser.invalid",
  GIT_COMMITTER_NAME: "Releaser rehearsal",
  GIT_COMMITTER_EMAIL: "rehearsal@releaser.invalid",
} as const;

/** Takes files off the tip of a branch of a bare repository by one more commit; none where the branch has none of them. */
export async function removeFiles(bare: Git, branch: string, files: readonly string[]): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const listed = await bare.text(["ls-tree", "--name-only", "-z", ref, "--", ...files]);
  const found = files.length === 0 ? [] : listed.split("\0").filter(Boolean);
  if (found.length === 0) return;
  const index = join(bare.dir, "index.rehearsal");
  const env = { GIT_INDEX_FILE: index };
  await bare.text(["read-tree", ref], { env });
  const input = found.map((path) => `0 ${"0".repeat(40)}\t${path}\n`).join("");
  await bare.text(["update-index", "--index-info"], { env, input });
  const tree = await bare.text(["write-tree"], { env });
  rmSync(index);
  const message = "chore: rehearse without the records of the release that is there\n";
  const commit = await bare.text(["commit-tree", tree, "-p", ref, "-F", "-"], { env: identity, input: message });
  await bare.text(["update-ref", ref, commit]);
}
