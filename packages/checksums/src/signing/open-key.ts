import { readFile } from "node:fs/promises";
import { failures } from "../failures.ts";
import { openEd25519Signer, openEd25519Verifier } from "./ed25519.ts";
import type { StatementSigner, StatementVerifier } from "./signer.ts";
import { openSshSigner, openSshVerifier, type SshOptions } from "./ssh.ts";

/** The key at a path: ed25519 in PEM, or any key that ssh-keygen signs with. Throws E_STATEMENT_KEY. */
export async function openSignerAt(path: string, options: SshOptions): Promise<StatementSigner> {
  const text = await readKeyFile(path);
  return /^-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/mu.test(text)
    ? openEd25519Signer(text, path)
    : await openSshSigner(path, options);
}

/** Who the file at a path trusts: public keys in PEM, or allowed signers of ssh-keygen. Throws E_STATEMENT_KEY. */
export async function openVerifierAt(path: string, options: SshOptions): Promise<StatementVerifier> {
  return openVerifier(await readKeyFile(path), path, options);
}

/** The same of a text that was read from somewhere. */
export function openVerifier(text: string, source: string, options: SshOptions): StatementVerifier {
  return text.includes("-----BEGIN ") ? openEd25519Verifier(text, source) : openSshVerifier(text, options);
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw failures.E_STATEMENT_KEY({ why: `there is no file ${path}` }, { cause: error });
  }
}
