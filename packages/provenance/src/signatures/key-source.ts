import type { Exec, Git } from "@releaser/core";
import { failures } from "../failures.ts";

export interface SigningKeyOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly git: Git;
  readonly exec: Exec;
  /** An existing folder; key text is written into a private folder below it. */
  readonly tempDir: string;
}

/** What stands for a key. */
export interface KeySource {
  /** Where it was found, in words. */
  readonly source: string;
  readonly value: string;
}

/** `RELEASER_SIGNING_KEY`, else git's `user.signingkey`. Throws `E_SIGNING_KEY_MISSING` where neither is set. */
export async function findSource({ env, git }: SigningKeyOptions): Promise<KeySource> {
  const given = env["RELEASER_SIGNING_KEY"]?.trim() ?? "";
  if (given !== "") return { source: "RELEASER_SIGNING_KEY", value: given };
  const configured = await git.run(["config", "--get", "user.signingkey"], { accept: [0, 1] });
  const value = configured.stdout.trim().replace(/^key::/u, "");
  if (value !== "") return { source: "git's user.signingkey", value };
  throw failures.E_SIGNING_KEY_MISSING({
    source: "any key",
    reason: "neither RELEASER_SIGNING_KEY nor git's user.signingkey is set",
  });
}
