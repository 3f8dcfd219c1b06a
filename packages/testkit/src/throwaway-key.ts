import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A signing key that exists for one test. */
export interface ThrowawayKey {
  /** Path of the private key, without passphrase. */
  readonly key: string;
  readonly publicKey: string;
  /** Path of a file in the form of git's `gpg.ssh.allowedSignersFile` that trusts this key alone. */
  readonly allowedSigners: string;
  readonly principal: string;
}

/** A real ed25519 key by ssh-keygen, in a folder that exists: `<name>`, `<name>.pub` and `<name>.allowed_signers`. */
export function throwawayKey(dir: string, name = "signing-key"): ThrowawayKey {
  const key = join(dir, name);
  const principal = "releaser@example.test";
  const made = spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", principal, "-f", key], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (made.error) throw made.error;
  if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr.trim()}`);
  const [type, blob] = readFileSync(`${key}.pub`, "utf8").split(" ");
  const allowedSigners = `${key}.allowed_signers`;
  writeFileSync(allowedSigners, `${principal} namespaces="git" ${type} ${blob}\n`);
  return { key, publicKey: `${key}.pub`, allowedSigners, principal };
}
