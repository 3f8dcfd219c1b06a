import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { cleanEnv } from "./clean-env.ts";
import { removeDir } from "./temp-dir.ts";

/** An OpenPGP key that exists for one test. */
export interface ThrowawayGpgKey {
  /** The armored private key, without passphrase unless one was asked for. */
  readonly secret: string;
  /** The path of a file with the armored public key. */
  readonly trustedKeys: string;
  readonly userId: string;
  /** In upper-case hexadecimal. */
  readonly fingerprint: string;
}

export interface GpgKeyOptions {
  readonly passphrase?: string;
  /** As gpg takes it: `never`, or seconds as `seconds=60`. */
  readonly expires?: string;
  /** When it is made; now unless told. */
  readonly made?: Date;
}

/** A real ed25519 key by gpg, made in a keyring of its own, which goes with the test. */
export function throwawayGpgKey(dir: string, name = "gpg-key", options: GpgKeyOptions = {}): ThrowawayGpgKey {
  const { passphrase = "", expires = "never", made } = options;
  const userId = `${name} <${name}@example.test>`;
  // Short, because gpg puts sockets below it.
  const home = mkdtempSync(join(tmpdir(), "gpg-"));
  onTestFinished(() => {
    spawnSync("gpgconf", ["--homedir", home, "--kill", "all"]);
    removeDir(home);
  });
  const time = made === undefined ? [] : [`--faked-system-time=${Math.floor(made.getTime() / 1000)}!`];
  const gpg = (...args: readonly string[]): string => {
    const fixed = ["--homedir", home, "--batch", "--no-tty", "--pinentry-mode=loopback", `--passphrase=${passphrase}`];
    const ran = spawnSync("gpg", [...fixed, ...time, ...args], { encoding: "utf8", env: cleanEnv() });
    if (ran.status !== 0) throw new Error(`gpg: ${ran.stderr.trim()}`);
    return ran.stdout;
  };
  gpg("--quick-generate-key", userId, "ed25519", "sign", expires);
  const trustedKeys = join(dir, `${name}.asc`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(trustedKeys, gpg("--armor", "--export", userId));
  const [, fingerprint = ""] =
    /^fpr:(?:[^:\n]*:){8}([0-9A-F]+):/mu.exec(gpg("--with-colons", "--list-keys", userId)) ?? [];
  return { secret: gpg("--armor", "--export-secret-keys", userId), trustedKeys, userId, fingerprint };
}
