import type { Exec, ExecResult } from "./effects.ts";
import { hasErrorCode } from "./error-code.ts";
import { safeLine } from "./safe-text.ts";

/** What ssh-keygen needs to find its keys and the agent; tokens and everything else stay behind. */
const passed = ["HOME", "PATH", "Path", "SSH_AUTH_SOCK", "SYSTEMROOT", "SystemRoot", "TEMP", "TMPDIR", "USERPROFILE"];

export interface SshKeygenOptions {
  readonly input: string | Uint8Array;
  /** The environment that its keys and the agent are found by; the process's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Runs ssh-keygen, which never asks: a key that wants a passphrase is refused. Where it is not installed, the result says so. */
export async function sshKeygen(
  exec: Exec,
  args: readonly string[],
  { input, env = process.env }: SshKeygenOptions,
): Promise<ExecResult> {
  const kept = Object.fromEntries(passed.map((name) => [name, env[name]]));
  const own = {
    LC_ALL: "C",
    // Dates in a file of trusted signers are local time otherwise.
    TZ: "UTC0",
    // A program that answers nothing is asked for the passphrase, so that no terminal is.
    SSH_ASKPASS: "false",
    SSH_ASKPASS_REQUIRE: "force",
  };
  try {
    return await exec("ssh-keygen", args, { env: { ...kept, ...own }, input, timeout: 60_000 });
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) throw error;
    return { code: undefined, stdout: "", stderr: "ssh-keygen is not installed", timedOut: false };
  }
}

/** Why ssh-keygen did not do what was asked, in its own words. */
export function sshKeygenReason({ stderr, stdout }: ExecResult): string {
  const lines = `${stderr}\n${stdout}`.split("\n").filter((line) => !/^(?:@|Signing data|\s*$)/u.test(line));
  return safeLine(lines.slice(-3).join("; ")).slice(0, 400) || "ssh-keygen gave no reason";
}

export interface SshSigned extends SshKeygenOptions {
  /** The path of the armored signature over the input. */
  readonly file: string;
  /** The path of a file in the form of git's `gpg.ssh.allowedSignersFile`. */
  readonly allowedSigners: string;
  readonly namespace: string;
  /** As of when the signer's key must be valid; now unless told. */
  readonly date?: Date;
}

/** The trusted signer whose signature it is; undefined where it is none's, for the reason that is given. */
export async function findSshSigner(
  exec: Exec,
  { file, allowedSigners, namespace, date, ...options }: SshSigned,
): Promise<{ readonly principal: string | undefined; readonly reason: string }> {
  const trusted = [...(date === undefined ? [] : [`-Overify-time=${toKeygenTime(date)}`]), "-f", allowedSigners];
  const found = await sshKeygen(exec, ["-Y", "find-principals", ...trusted, "-s", file], options);
  const named = found.code === 0 ? found.stdout.split(/[\n,]/u).map((line) => line.trim()) : [];
  let reason = found.code === 0 ? "no signer fits" : "its key is of no trusted signer";
  for (const principal of new Set(named.filter((name) => name !== ""))) {
    const asked = ["-Y", "verify", "-n", namespace, ...trusted, "-I", principal, "-s", file];
    const verified = await sshKeygen(exec, asked, options);
    if (verified.code === 0) return { principal, reason: "" };
    reason = sshKeygenReason(verified);
  }
  return { principal: undefined, reason };
}

/** `YYYYMMDDHHMMSS`; without the `Z` that OpenSSH before 9.1 does not know. */
function toKeygenTime(date: Date): string {
  return date.toISOString().replaceAll(/[-:T]|\..*$/gu, "");
}
