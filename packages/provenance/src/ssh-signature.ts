import { createHash } from "node:crypto";

/** What an armored SSH signature says of itself. It proves nothing until ssh-keygen has verified it. */
export interface SshSignature {
  /** `<type> <base64>`, as a line of an authorized_keys or allowed_signers file has it. */
  readonly publicKey: string;
  /** `SHA256:<base64>`, as ssh-keygen prints it. */
  readonly fingerprint: string;
  readonly namespace: string;
}

export const signatureBegin = "-----BEGIN SSH SIGNATURE-----";
const armored = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/u;

/** The signature's own statement, per OpenSSH's PROTOCOL.sshsig; undefined where the text is no such signature. */
export function parseSshSignature(text: string): SshSignature | undefined {
  const body = armored.exec(text)?.[1];
  if (body === undefined) return undefined;
  const bytes = Buffer.from(body, "base64");
  if (bytes.subarray(0, 6).toString("latin1") !== "SSHSIG" || bytes.length < 10 || bytes.readUInt32BE(6) !== 1) {
    return undefined;
  }
  const key = readString(bytes, 10);
  const namespace = key && readString(bytes, 14 + key.length);
  const type = key && readString(key, 0);
  if (key === undefined || namespace === undefined || type === undefined) return undefined;
  return {
    publicKey: `${type.toString("latin1")} ${key.toString("base64")}`,
    fingerprint: fingerprintOf(key),
    namespace: namespace.toString("utf8"),
  };
}

/** The fingerprint of a public key's blob. */
function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/u, "")}`;
}

function readString(bytes: Buffer, at: number): Buffer | undefined {
  if (at + 4 > bytes.length) return undefined;
  const end = at + 4 + bytes.readUInt32BE(at);
  return end > bytes.length ? undefined : bytes.subarray(at + 4, end);
}
