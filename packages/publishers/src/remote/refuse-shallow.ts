import { redact, type Git } from "@releaser/core";
import { failures } from "../failures.ts";

/** Throws `E_HISTORY_SHALLOW` in a shallow clone, where git's "no" to a question about ancestors may be wrong. */
export async function refuseShallow(
  git: Git,
  { remote, ref }: { readonly remote: string; /** What is asked about. */ readonly ref: string },
): Promise<void> {
  const shallow = await git.text(["rev-parse", "--is-shallow-repository"]);
  if (shallow === "true") throw failures.E_HISTORY_SHALLOW({ ref, remote: redact(remote) });
}
