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

/** A signature, and who is trusted to have made it. */
export interface SshSignature {
  /** The path of the armored signature. */
  readonly file: string;
  /** The path of a file in the form of git's `gpg.ssh.allowedSignersFile`. */
  readonly allowedSigners: string;
  /** As of when the signer's key must be valid; now unless told. */
  readonly date?: Date;
}

export interface SshSigned extends SshKeygenOptions, SshSignature {
  readonly namespace: string;
  /** Whom the key may be, where that was found before. */
  readonly principals?: readonly string[];
}

/** Whom the trusted signers name for the key of a signature, whatever it signs and in whatever namespace. */
export async function findSshPrincipals(
  exec: Exec,
  { file, env, ...trust }: SshSignature & Pick<SshKeygenOptions, "env">,
): Promise<readonly string[]> {
  const asked = ["-Y", "find-principals", ...trustedBy(trust), "-s", file];
  const found = await sshKeygen(exec, asked, { input: "", env });
  const named = found.code === 0 ? found.stdout.split(/[\n,]/u).map((line) => line.trim()) : [];
  return [...new Set(named.filter((name) => name !== ""))];
}

/** The trusted signer whose signature over the input it is; undefined where it is none's, for the reason that is given. */
export async function findSshSigner(
  exec: Exec,
  signed: SshSigned,
): Promise<{ readonly principal: string | undefined; readonly reason: string }> {
  const { file, namespace } = signed;
  const principals = signed.principals ?? (await findSshPrincipals(exec, signed));
  let reason = principals.length > 0 ? "no signer fits" : "its key is of no trusted signer";
  for (const principal of principals) {
    const asked = ["-Y", "verify", "-n", namespace, ...trustedBy(signed), "-I", principal, "-s", file];
    const verified = await sshKeygen(exec, asked, signed);
    if (verified.code === 0) return { principal, reason: "" };
    reason = sshKeygenReason(verified);
  }
  return { principal: undefined, reason };
}

function trustedBy({ allowedSigners, date }: Omit<SshSignature, "file">): readonly string[] {
  return [...(date === undefined ? [] : [`-Overify-time=${toKeygenTime(date)}`]), "-f", allowedSigners];
}

/** `YYYYMMDDHHMMSS`; without the `Z` that OpenSSH before 9.1 does not know. */
function toKeygenTime(date: Date): string {
  return date.toISOString().replaceAll(/[-:T]|\..*$/gu, "");
}
