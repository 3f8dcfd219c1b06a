import { sha256 } from "./canonical-json.ts";

/** What the blob of an SSH signature says of itself. It proves nothing until ssh-keygen has verified it. */
export interface Sshsig {
  /** `<type> <base64>`, as a line of an authorized_keys or allowed_signers file has it. */
  readonly publicKey: string;
  /** `SHA256:<base64>` of the key, as ssh-keygen prints it. */
  readonly fingerprint: string;
  readonly namespace: string;
}

const [magic, version] = ["SSHSIG", 1];

/**
 * Reads a blob of OpenSSH's `PROTOCOL.sshsig`; undefined where it is none, byte for byte. ssh-keygen lets some bytes be
 * others that it does not sign: an older version, what is reserved, what follows.
 */
export function parseSshsig(blob: Buffer): Sshsig | undefined {
  if (blob.subarray(0, 6).toString("latin1") !== magic || blob.length < 10 || blob.readUInt32BE(6) !== version) {
    return undefined;
  }
  const [key, namespace, reserved, hash, signature, ...more] = readStrings(blob, 10) ?? [];
  if (key === undefined || namespace === undefined || signature === undefined || more.length > 0) return undefined;
  if (reserved?.length !== 0 || !/^sha(?:256|512)$/u.test(hash?.toString("latin1") ?? "")) return undefined;
  const [type] = readStrings(key, 0) ?? [];
  if (type === undefined) return undefined;
  return {
    publicKey: `${type.toString("latin1")} ${key.toString("base64")}`,
    fingerprint: `SHA256:${Buffer.from(sha256(key), "hex").toString("base64").replace(/=+$/u, "")}`,
    namespace: namespace.toString("utf8"),
  };
}

/** The strings that follow, each with its length before it, up to the very end; undefined where they do not end there. */
function readStrings(blob: Buffer, start: number): readonly Buffer[] | undefined {
  const strings: Buffer[] = [];
  let at = start;
  while (at < blob.length) {
    const end = at + 4 <= blob.length ? at + 4 + blob.readUInt32BE(at) : Infinity;
    if (end > blob.length) return undefined;
    strings.push(blob.subarray(at + 4, end));
    at = end;
  }
  return strings;
}
