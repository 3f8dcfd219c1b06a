import type { Git } from "@releaser/core";

/** The commit that a name means: a tag before anything else of that name. Undefined where it means none that is known here. */
export async function resolveCommit(git: Git, name: string): Promise<string | undefined> {
  for (const ref of [`refs/tags/${name}`, name]) {
    const verify = ["rev-parse", "--quiet", "--verify", "--end-of-options", `${ref}^{commit}`];
    const { code, stdout } = await git.run(verify, { accept: [0, 1, 128] });
    if (code === 0) return stdout.trim();
  }
  return undefined;
}
