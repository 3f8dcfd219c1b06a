import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Exec } from "@releaser/core";
import { failures } from "../failures.ts";
import { gpgReason, runGpg } from "./gpg.ts";
import { findSource, type SigningKeyOptions } from "./key-source.ts";
import type { Signed } from "./ssh-keygen.ts";

/** An OpenPGP key that has just been seen to sign. */
export interface GpgKey {
  readonly format: "gpg";
  /** What `gpg --local-user` takes. */
  readonly id: string;
  /** A keyring of its own; undefined where the key is one of the user's. */
  readonly home: string | undefined;
  /** Of the primary key, in upper-case hexadecimal. */
  readonly fingerprint: string;
  /** Removes whatever was written for it; the user's own keyring stays. */
  dispose(): Promise<void>;
}

/** Anything that gpg finds a key by, and that it cannot take for an option. */
const keyId = /^[\w@.<> +][\w@.<> +-]{0,199}$/u;
const secretBegin = "-----BEGIN PGP PRIVATE KEY BLOCK-----";

/**
 * The OpenPGP key of `RELEASER_SIGNING_KEY` (an armored private key, a path to one, or an id of the user's keyring), else of git's
 * `user.signingkey`. It signs once, so that a passphrase or a missing agent are known before a release begins.
 * @throws E_SIGNING_KEY_MISSING
 */
export async function openGpgKey(options: SigningKeyOptions): Promise<GpgKey> {
  const { exec, env } = options;
  const { source, value } = await findSource(options);
  const armored = await readArmored(value, options.git.dir);
  const missing = (reason: string): Error => failures.E_SIGNING_KEY_MISSING({ source, reason });
  if (armored === undefined && !keyId.test(value)) throw missing("it is neither a key nor the id of one");
  const home = armored === undefined ? undefined : await makeHome(options.tempDir);
  const dispose = async (): Promise<void> => await removeHome(exec, home);
  try {
    const id = home === undefined ? value : await importKey(exec, { home, armored: armored ?? "", env });
    const fingerprint = await readFingerprint(exec, { id, home, env });
    const signed = await signWithGpg(exec, { key: { id, home }, text: "probe", env });
    if (!signed.ok) throw new Error(signed.reason);
    return { format: "gpg", id, home, fingerprint, dispose };
  } catch (error) {
    await dispose();
    throw missing(error instanceof Error ? error.message : String(error));
  }
}

interface InHome {
  readonly home: string | undefined;
  readonly env: SigningKeyOptions["env"] | undefined;
}

/** Signs a text, detached and armored. Never asks: a key that wants a passphrase is refused. */
export async function signWithGpg(
  exec: Exec,
  {
    key,
    text,
    env,
  }: { readonly key: Pick<GpgKey, "home" | "id">; readonly text: string; readonly env?: InHome["env"] },
): Promise<Signed> {
  const args = ["--local-user", key.id, "--detach-sign", "--armor", "--output=-"];
  const signed = await runGpg(exec, { args, home: key.home, input: text, env });
  const signature = signed.stdout.replaceAll("\r\n", "\n");
  const made = /^\[GNUPG:\] SIG_CREATED D /mu.test(signed.stderr);
  return signed.code === 0 && made && signature.startsWith("-----BEGIN PGP SIGNATURE-----\n")
    ? { ok: true, signature }
    : { ok: false, reason: gpgReason(signed) };
}

async function readArmored(value: string, dir: string): Promise<string | undefined> {
  if (value.startsWith(secretBegin)) return value;
  const text = await readFile(resolve(dir, value), "utf8").catch(() => "");
  return text.startsWith(secretBegin) ? text : undefined;
}

async function makeHome(tempDir: string): Promise<string> {
  const home = await mkdtemp(join(tempDir, "gpg-"));
  await chmod(home, 0o700);
  return home;
}

/** The agent that gpg starts for a home would outlive it. */
async function removeHome(exec: Exec, home: string | undefined): Promise<void> {
  if (home === undefined) return;
  await exec("gpgconf", ["--homedir", home, "--kill", "all"], { timeout: 10_000 }).catch(() => undefined);
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
}

async function importKey(exec: Exec, { home, armored, env }: InHome & { readonly armored: string }): Promise<string> {
  const imported = await runGpg(exec, { args: ["--import"], home, input: armored, env });
  const ids = [...imported.stderr.matchAll(/^\[GNUPG:\] IMPORT_OK \d+ ([0-9A-F]{40,64})$/gmu)].map(([, id = ""]) => id);
  const [id, other] = new Set(ids);
  if (id === undefined) throw new Error(gpgReason(imported));
  if (other !== undefined) throw new Error("it holds more than one key");
  return id;
}

/** The primary key's: the first that is listed. */
async function readFingerprint(exec: Exec, { id, home, env }: InHome & { readonly id: string }): Promise<string> {
  const listed = await runGpg(exec, { args: ["--with-colons", "--list-secret-keys", "--", id], home, env });
  const found = /^fpr:(?:[^:\n]*:){8}([0-9A-F]{40,64}):/mu.exec(listed.stdout)?.[1];
  if (listed.code !== 0 || found === undefined) throw new Error(gpgReason(listed));
  return found;
}
