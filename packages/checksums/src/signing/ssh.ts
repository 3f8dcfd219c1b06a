import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Exec, type ExecResult, hasErrorCode, safeLine } from "@releaser/core";
import { failures } from "../failures.ts";
import type { StatementSigner, StatementVerifier } from "./signer.ts";
import { parseSshsig } from "./sshsig.ts";

/** What a signature of a statement is for, so that it is none of a tag or a commit, and they are none of a statement. */
export const sshNamespace = "dsse@releaser";

export interface SshOptions {
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const [begin, end] = ["-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"];

/**
 * The SSH key at a path, or the half of it that the agent holds. A signature is the blob of OpenSSH's `PROTOCOL.sshsig` over
 * the encoded payload, in the namespace `dsse@releaser`; the keyid is the key's fingerprint, `SHA256:<base64>`.
 * @throws E_STATEMENT_KEY in ssh-keygen's words, also where it asks for a passphrase
 */
export async function openSshSigner(path: string, options: SshOptions): Promise<StatementSigner> {
  const sign = async (encoded: Uint8Array): Promise<Buffer> => {
    const ran = await keygen(["-Y", "sign", "-n", sshNamespace, "-f", path], encoded, options);
    const [, body] = ran.stdout.replaceAll("\r", "").split(begin);
    if (ran.code !== 0 || body === undefined) throw failures.E_STATEMENT_KEY({ why: reasonOf(ran) });
    return Buffer.from(body.split(end)[0] ?? "", "base64");
  };
  const probe = parseSshsig(await sign(Buffer.from("probe")));
  if (probe === undefined) throw failures.E_STATEMENT_KEY({ why: "ssh-keygen gave no signature" });
  return { keyid: probe.fingerprint, sign };
}

/** Trusts the signers of a file in the form of `ssh-keygen`; a line with `namespaces` has to name `dsse@releaser`. */
export function openSshVerifier(allowedSigners: string, options: SshOptions): StatementVerifier {
  return {
    check: async (encoded, { keyid, sig }) => {
      const said = parseSshsig(sig);
      if (said?.fingerprint !== keyid) return `its signature is not one of the key ${keyid}`;
      if (said.namespace !== sshNamespace) return `its signature is for ${said.namespace} and not for ${sshNamespace}`;
      const dir = await mkdtemp(join(tmpdir(), "releaser-dsse-"));
      try {
        const [file, signers] = [join(dir, "signature"), join(dir, "allowed_signers")];
        await writeFile(file, armor(sig), { mode: 0o600 });
        await writeFile(signers, allowedSigners, { mode: 0o600 });
        return await findSigner({ file, signers, encoded }, options);
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    },
  };
}

interface Signed {
  readonly file: string;
  readonly signers: string;
  readonly encoded: Uint8Array;
}

async function findSigner({ file, signers, encoded }: Signed, options: SshOptions): Promise<string | undefined> {
  const found = await keygen(["-Y", "find-principals", "-f", signers, "-s", file], encoded, options);
  let reason = found.code === 0 ? "no signer fits" : "its key is of no trusted signer";
  for (const principal of new Set(found.code === 0 ? found.stdout.split(/[\n,]/u).filter(Boolean) : [])) {
    const ran = await keygen(
      ["-Y", "verify", "-n", sshNamespace, "-f", signers, "-I", principal, "-s", file],
      encoded,
      options,
    );
    if (ran.code === 0) return undefined;
    reason = reasonOf(ran);
  }
  return reason;
}

function armor(sig: Buffer): string {
  return `${[begin, ...(sig.toString("base64").match(/.{1,70}/gu) ?? []), end].join("\n")}\n`;
}

const passed = ["HOME", "PATH", "Path", "SSH_AUTH_SOCK", "SYSTEMROOT", "SystemRoot", "TEMP", "TMPDIR", "USERPROFILE"];

async function keygen(args: readonly string[], input: Uint8Array, { exec, env }: SshOptions): Promise<ExecResult> {
  // A program that answers nothing is asked for the passphrase, so that no terminal is.
  const own = { LC_ALL: "C", TZ: "UTC0", SSH_ASKPASS: "false", SSH_ASKPASS_REQUIRE: "force" };
  const kept = Object.fromEntries(passed.map((name) => [name, env[name]]));
  try {
    return await exec("ssh-keygen", args, { env: { ...kept, ...own }, input, timeout: 60_000 });
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) throw error;
    return { code: undefined, stdout: "", stderr: "ssh-keygen is not installed", timedOut: false };
  }
}

function reasonOf({ stderr, stdout }: ExecResult): string {
  const lines = `${stderr}\n${stdout}`.split("\n").filter((line) => !/^(?:@|Signing data|\s*$)/u.test(line));
  return safeLine(lines.slice(-3).join("; ")).slice(0, 400) || "ssh-keygen gave no reason";
}
