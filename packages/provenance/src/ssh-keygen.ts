import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Exec, type ExecResult, hasErrorCode, safeLine } from "@releaser/core";

type Environment = Readonly<Record<string, string | undefined>>;

/** What ssh-keygen needs to find its keys and the agent; tokens and everything else stay behind. */
const passed = ["HOME", "PATH", "Path", "SSH_AUTH_SOCK", "SYSTEMROOT", "SystemRoot", "TEMP", "TMPDIR", "USERPROFILE"];

/** A signature, or why there is none in ssh-keygen's own words. */
export type Signed =
  | { readonly ok: false; readonly reason: string }
  | { readonly ok: true; readonly signature: string };

/**
 * Signs a text with the key at a path (a private key, or a public one whose private half the agent holds). Never asks:
 * a key that wants a passphrase is refused.
 */
export async function signText(
  exec: Exec,
  request: {
    readonly path: string;
    readonly namespace: string;
    readonly text: string;
    readonly env?: Environment | undefined;
  },
): Promise<Signed> {
  const result = await run(exec, ["-Y", "sign", "-n", request.namespace, "-f", request.path], request);
  const signature = result.stdout.replaceAll("\r\n", "\n");
  return result.code === 0 && signature.startsWith("-----BEGIN SSH SIGNATURE-----\n")
    ? { ok: true, signature: signature.endsWith("\n") ? signature : `${signature}\n` }
    : { ok: false, reason: toReason(result.stderr) };
}

/** What ssh-keygen says of a signature over a text in the namespace `git`. */
export interface SignatureVerdict {
  /** The signature fits the text, whoever made it. */
  readonly sound: boolean;
  /** Who made it, by the trusted signers as they hold at that date. */
  readonly principal: string | undefined;
  readonly reason: string;
}

/** Verifies against a file of trusted signers as of a date, which is read as UTC there and here. */
export async function verifyText(
  exec: Exec,
  request: {
    readonly text: string;
    readonly signature: string;
    readonly allowedSigners: string;
    readonly date: Date;
    readonly env?: Environment | undefined;
  },
): Promise<SignatureVerdict> {
  const dir = await mkdtemp(join(tmpdir(), "releaser-verify-"));
  try {
    const file = join(dir, "signature");
    await writeFile(file, request.signature, { mode: 0o600 });
    const sound = await run(exec, ["-Y", "check-novalidate", "-n", "git", "-s", file], request);
    if (sound.code !== 0) return { sound: false, principal: undefined, reason: toReason(sound.stderr) };
    return { sound: true, ...(await findPrincipal(exec, { ...request, file })) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function findPrincipal(
  exec: Exec,
  request: {
    readonly text: string;
    readonly file: string;
    readonly allowedSigners: string;
    readonly date: Date;
    readonly env?: Environment | undefined;
  },
): Promise<{ readonly principal: string | undefined; readonly reason: string }> {
  const time = `-Overify-time=${toKeygenTime(request.date)}`;
  const found = await run(
    exec,
    ["-Y", "find-principals", time, "-f", request.allowedSigners, "-s", request.file],
    request,
  );
  const candidates = found.code === 0 ? found.stdout.split(/[\n,]/u).map((line) => line.trim()) : [];
  let reason = toReason(found.stderr);
  for (const principal of new Set(candidates.filter((candidate) => candidate !== ""))) {
    const verified = await run(
      exec,
      ["-Y", "verify", "-n", "git", "-f", request.allowedSigners, "-I", principal, time, "-s", request.file],
      request,
    );
    if (verified.code === 0) return { principal, reason: "" };
    reason = toReason(verified.stderr || verified.stdout);
  }
  return { principal: undefined, reason };
}

async function run(
  exec: Exec,
  args: readonly string[],
  { text, env = process.env }: { readonly text: string; readonly env?: Environment | undefined },
): Promise<ExecResult> {
  try {
    return await exec("ssh-keygen", args, { env: keygenEnvironment(env), input: text, timeout: 60_000 });
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) throw error;
    return { code: undefined, stdout: "", stderr: "ssh-keygen is not installed", timedOut: false };
  }
}

/** The time zone is fixed, because dates in a file of trusted signers are local time otherwise. */
function keygenEnvironment(env: Environment): Environment {
  return {
    ...Object.fromEntries(passed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    LC_ALL: "C",
    TZ: "UTC0",
    // A program that answers nothing is asked for the passphrase, so that no terminal is.
    SSH_ASKPASS: "false",
    SSH_ASKPASS_REQUIRE: "force",
  };
}

/** `YYYYMMDDHHMMSS`; without the `Z` that OpenSSH before 9.1 does not know. */
function toKeygenTime(date: Date): string {
  return date.toISOString().replaceAll(/[-:T]|\..*$/gu, "");
}

function toReason(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => !/^(?:@|Signing data on standard input|\s*$)/u.test(line));
  return safeLine(lines.slice(-3).join("; ")).slice(0, 400) || "ssh-keygen gave no reason";
}
