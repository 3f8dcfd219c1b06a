import type { Git } from "@releaser/core";
import { readBlobAt } from "../blob-at.ts";

/**
 * The text of the trusted signers as of a reference that is trusted: the release commit's parent, never the commit that
 * is being verified, because that one could name its own signer. Undefined where there is no such commit, or no regular
 * file of that path in it.
 */
export async function trustedSigners(
  git: Git,
  { ref, file = ".github/allowed_signers" }: { readonly ref: string; readonly file?: string },
): Promise<string | undefined> {
  if (!/^[A-Za-z0-9][\w./^~@-]*$/u.test(ref) || !/^[\w.][\w./-]*$/u.test(file)) return undefined;
  const resolved = await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], {
    accept: [0, 1, 128],
  });
  const commit = resolved.stdout.trim();
  if (!/^[0-9a-f]{40,64}$/u.test(commit)) return undefined;
  return await readBlobAt(git, commit, file);
}
