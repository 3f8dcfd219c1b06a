import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Exec, findSshPrincipals, findSshSigner, sshKeygen, sshKeygenReason } from "@releaser/core";
import { rememberPrincipals } from "./remembered-principals.ts";

/** What git signs in. */
const namespace = "git";

type Environment = Readonly<Record<string, string | undefined>>;

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
  const { path, text: input, env } = request;
  const result = await sshKeygen(exec, ["-Y", "sign", "-n", request.namespace, "-f", path], { input, env });
  const signature = result.stdout.replaceAll("\r\n", "\n");
  return result.code === 0 && signature.startsWith("-----BEGIN SSH SIGNATURE-----\n")
    ? { ok: true, signature: signature.endsWith("\n") ? signature : `${signature}\n` }
    : { ok: false, reason: sshKeygenReason(result) };
}

/** What ssh-keygen says of a signature over a text in the namespace `git`. */
export interface SignatureVerdict {
  /** The signature fits the text, whoever made it. */
  readonly sound: boolean;
  /** Who made it, by the trusted signers as they hold at that date. */
  readonly principal: string | undefined;
  readonly reason: string;
}

/** A signed text, and who is trusted. */
export interface TextToVerify {
  readonly text: string;
  readonly signature: string;
  /** The key that the signature says it is of. */
  readonly publicKey: string;
  /** The path of a file of trusted signers, and what stands in it. */
  readonly allowedSigners: string;
  readonly signers: string;
  readonly date: Date;
  readonly env?: Environment | undefined;
}

/** Verifies against a file of trusted signers as of a date, which is read as UTC there and here. */
export async function verifyText(exec: Exec, request: TextToVerify): Promise<SignatureVerdict> {
  const { text: input, signature, allowedSigners, date, env } = request;
  const dir = await mkdtemp(join(tmpdir(), "releaser-verify-"));
  try {
    const file = join(dir, "signature");
    await writeFile(file, signature, { mode: 0o600 });
    const trust = { file, allowedSigners, date, env };
    // Tags of one release are many texts under one key.
    const { publicKey, signers } = request;
    const find = async (): Promise<readonly string[]> => await findSshPrincipals(exec, trust);
    const principals = await rememberPrincipals(exec, { publicKey, signers, date }, find);
    const signer = await findSshSigner(exec, { ...trust, namespace, input, principals });
    if (signer.principal !== undefined) return { sound: true, ...signer };
    const sound = await sshKeygen(exec, ["-Y", "check-novalidate", "-n", namespace, "-s", file], { input, env });
    return sound.code === 0
      ? { sound: true, ...signer }
      : { sound: false, principal: undefined, reason: sshKeygenReason(sound) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
