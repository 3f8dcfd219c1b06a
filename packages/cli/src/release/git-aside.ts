import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Git } from "@releaser/core";
import { gitWith } from "./git-with.ts";

/** What git may do by itself after a fetch. */
const nothingByItself = ["maintenance.auto=false", "gc.auto=0", "fetch.writeCommitGraph=false"].flatMap((setting) => [
  "-c",
  setting,
]);

/** Git in a repository that is only looked at: the objects that it fetches are kept in the folder, and the repository stays as it is. */
export async function gitAside(git: Git, folder: string): Promise<Git> {
  const objects = join(folder, "objects");
  mkdirSync(objects, { recursive: true });
  const own = await git.text(["rev-parse", "--path-format=absolute", "--git-path", "objects"]);
  return gitWith(git, {
    settings: nothingByItself,
    env: { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(own) },
  });
}

/** In the quotes of git, because a path may hold what separates two. */
function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}

/** Writes the files of a commit into a folder that is no work tree of git. Gives the folder. */
export async function checkOutAside(git: Git, commit: string, folder: string): Promise<string> {
  const checkout = join(folder, "checkout");
  mkdirSync(checkout);
  const whole = ["-c", "core.sparseCheckout=false"];
  const env = { GIT_INDEX_FILE: join(folder, "index") };
  await git.text([...whole, "read-tree", commit], { env });
  await git.text([...whole, "checkout-index", "--all", "--quiet", `--prefix=${checkout}/`], { env });
  return checkout;
}
