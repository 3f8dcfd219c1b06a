import { readFile } from "node:fs/promises";
import type { Exec } from "@releaser/core";
import { isGpgSignature, verifyWithGpg } from "./gpg-verify.ts";
import { verifyText } from "./ssh-keygen.ts";
import { parseSshSignature, signatureBegin } from "./ssh-signature.ts";

/** What a signature turned out to be, of a tag or a commit alike. */
export type SignatureJudgement =
  | { readonly is: "absent" }
  /** It does not fit, or is none that can be read. */
  | { readonly is: "unsound"; readonly reason: string; readonly fingerprint?: string }
  /** Of a kind for which nobody is trusted. */
  | { readonly is: "foreign"; readonly reason: string }
  /** The list of those to trust cannot be read. */
  | { readonly is: "unjudged"; readonly path: string; readonly reason: string; readonly fingerprint?: string }
  /** Sound, and nobody vouches for the key. */
  | { readonly is: "unknown"; readonly fingerprint: string }
  /** Sound, and the key was not valid then, or not for this. */
  | { readonly is: "untimely"; readonly fingerprint: string }
  | { readonly is: "trusted"; readonly fingerprint: string; readonly signer: string };

/** Whom to trust. Both may be given: the signature says which of them is asked. */
export interface Trust {
  /** The path of a file in the form of git's `gpg.ssh.allowedSignersFile`. */
  readonly allowedSigners: string;
  /** The path of a file of armored OpenPGP keys. Without one no such signature counts. */
  readonly trustedKeys?: string | undefined;
}

export interface SignedText extends Trust {
  readonly exec: Exec;
  /** The bytes that are signed. */
  readonly payload: string;
  readonly signature: string | undefined;
  /** As of when the key must be valid. */
  readonly date: Date;
  /** The environment that ssh-keygen's and gpg's search path and home are taken from; the process's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Judges a signature as of a date. Throws nothing but what `exec` does. */
export async function judgeSignature(given: SignedText): Promise<SignatureJudgement> {
  const { signature, trustedKeys } = given;
  if (signature === undefined) return { is: "absent" };
  if (signature.startsWith(signatureBegin)) return await judgeSsh({ ...given, signature });
  if (!isGpgSignature(signature)) return { is: "foreign", reason: "it is neither an SSH nor an OpenPGP one" };
  if (trustedKeys === undefined) return { is: "foreign", reason: "it is an OpenPGP one, and no such key is trusted" };
  return await verifyWithGpg({ ...given, signature, trustedKeys });
}

async function judgeSsh(given: SignedText & { readonly signature: string }): Promise<SignatureJudgement> {
  const { exec, payload: text, signature, allowedSigners, date, env } = given;
  const statement = parseSshSignature(signature);
  if (statement === undefined) return { is: "unsound", reason: "it is no SSH signature" };
  const { fingerprint, publicKey } = statement;
  const signers = await readFile(allowedSigners, "utf8").catch(() => undefined);
  if (signers === undefined) {
    return { is: "unjudged", path: allowedSigners, reason: "no such file, or not readable", fingerprint };
  }
  const request = { text, signature, allowedSigners, signers, date, env };
  const { sound, principal, reason } = await verifyText(exec, request);
  if (!sound) return { is: "unsound", reason, fingerprint };
  if (principal !== undefined) return { is: "trusted", fingerprint, signer: principal };
  return { is: signers.includes(publicKey) ? "untimely" : "unknown", fingerprint };
}
