import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Exec, findSshSigner, parseSshsig, sshKeygen, sshKeygenReason } from "@releaser/core";
import { failures } from "../failures.ts";
import type { StatementSigner, StatementVerifier } from "./signer.ts";

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
    const ran = await sshKeygen(options.exec, ["-Y", "sign", "-n", sshNamespace, "-f", path], {
      input: encoded,
      env: options.env,
    });
    const [, body] = ran.stdout.replaceAll("\r", "").split(begin);
    if (ran.code !== 0 || body === undefined) throw failures.E_STATEMENT_KEY({ why: sshKeygenReason(ran) });
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
        const asked = { file, allowedSigners: signers, namespace: sshNamespace, input: encoded, env: options.env };
        const { principal, reason } = await findSshSigner(options.exec, asked);
        return principal === undefined ? reason : undefined;
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    },
  };
}

function armor(sig: Buffer): string {
  return `${[begin, ...(sig.toString("base64").match(/.{1,70}/gu) ?? []), end].join("\n")}\n`;
}
