import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Exec, findSshSigner, sshKeygen, sshKeygenReason } from "@releaser/core";
import { rememberAnswer } from "./remember-answer.ts";
import { isSoundSignature, parseSshSignature } from "./ssh-signature.ts";

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
  /** The path of a file of trusted signers, and what stands in it. */
  readonly allowedSigners: string;
  readonly signers: string;
  readonly date: Date;
  readonly env?: Environment | undefined;
}

/**
 * Verifies against a file of trusted signers as of a date, which is read as UTC there and here. Whom a key belongs to is asked of
 * ssh-keygen once for the same key, signers and date, with the first text that the key signed soundly: a release has many texts
 * under one key.
 */
export async function verifyText(exec: Exec, request: TextToVerify): Promise<SignatureVerdict> {
  const { text, signature, signers, date } = request;
  const stated = parseSshSignature(signature);
  const isSound = stated?.namespace === namespace && isSoundSignature(signature, text) === true;
  return await rememberAnswer(exec, {
    about: [signers, date.toISOString(), ...(isSound ? [stated.publicKey] : [text, signature])],
    find: async () => await askSshKeygen(exec, request),
    isKept: ({ principal }) => principal !== undefined,
  });
}

async function askSshKeygen(exec: Exec, request: TextToVerify): Promise<SignatureVerdict> {
  const { text: input, signature, allowedSigners, date, env } = request;
  const dir = await mkdtemp(join(tmpdir(), "releaser-verify-"));
  try {
    const file = join(dir, "signature");
    await writeFile(file, signature, { mode: 0o600 });
    const signer = await findSshSigner(exec, { file, allowedSigners, date, env, namespace, input });
    if (signer.principal !== undefined) return { sound: true, ...signer };
    const sound = await sshKeygen(exec, ["-Y", "check-novalidate", "-n", namespace, "-s", file], { input, env });
    return sound.code === 0
      ? { sound: true, ...signer }
      : { sound: false, principal: undefined, reason: sshKeygenReason(sound) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
