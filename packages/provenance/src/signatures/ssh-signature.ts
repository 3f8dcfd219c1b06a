import { isSoundEd25519, parseSshsig, type Sshsig } from "@releaser/core";

export const signatureBegin = "-----BEGIN SSH SIGNATURE-----";
const armored = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/u;

/** What an armored SSH signature says of itself; undefined where the text is no such signature, in the one form that it has. */
export function parseSshSignature(text: string): Sshsig | undefined {
  const blob = toBlob(text);
  return blob && parseSshsig(blob);
}

/** Whether an armored signature is sound over a text, where its key is of the type `ssh-ed25519`; undefined for any other. */
export function isSoundSignature(signature: string, text: string): boolean | undefined {
  const blob = toBlob(signature);
  return blob && isSoundEd25519(blob, text);
}

function toBlob(text: string): Buffer | undefined {
  const body = armored.exec(text)?.[1]?.replaceAll("\n", "");
  if (body === undefined) return undefined;
  const blob = Buffer.from(body, "base64");
  // Some characters may be others without a change to the bytes that they stand for.
  return blob.toString("base64") === body ? blob : undefined;
}
