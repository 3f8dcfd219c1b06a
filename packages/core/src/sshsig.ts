import { createHash, createPublicKey, verify } from "node:crypto";
import { sha256 } from "./canonical-json.ts";

/** What the blob of an SSH signature says of itself. It proves nothing until ssh-keygen has verified it. */
export interface Sshsig {
  /** `<type> <base64>`, as a line of an authorized_keys or allowed_signers file has it. */
  readonly publicKey: string;
  /** `SHA256:<base64>` of the key, as ssh-keygen prints it. */
  readonly fingerprint: string;
  readonly namespace: string;
}

const magic = "SSHSIG";
const version = 1;

/**
 * Reads a blob of OpenSSH's `PROTOCOL.sshsig`; undefined where it is none, byte for byte. ssh-keygen lets some bytes be
 * others that it does not sign: an older version, what is reserved, what follows.
 */
export function parseSshsig(blob: Buffer): Sshsig | undefined {
  const parts = toParts(blob);
  if (parts === undefined) return undefined;
  const { key, type, namespace } = parts;
  return {
    publicKey: `${type} ${key.toString("base64")}`,
    fingerprint: `SHA256:${Buffer.from(sha256(key), "hex").toString("base64").replace(/=+$/u, "")}`,
    namespace: namespace.toString("utf8"),
  };
}

const ed25519 = "ssh-ed25519";
/** What stands before the 32 bytes of such a key in its DER form (RFC 8410). */
const ed25519Head = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Whether the signature of a blob is sound over a text, for keys of the type `ssh-ed25519`; undefined for all others and for what is
 * no such blob. It says nothing of who may sign, and in which namespace: ask ssh-keygen.
 */
export function isSoundEd25519(blob: Buffer, text: string): boolean | undefined {
  const parts = toParts(blob);
  if (parts?.type !== ed25519) return undefined;
  const [, key] = readStrings(parts.key, 0) ?? [];
  const [type, signature] = readStrings(parts.signature, 0) ?? [];
  if (key?.length !== 32 || type?.toString("latin1") !== ed25519 || signature === undefined) return undefined;
  const digest = createHash(parts.hash.toString("latin1")).update(text).digest();
  const fields = [parts.namespace, Buffer.alloc(0), parts.hash, digest].map((field) => withLength(field));
  const signed = Buffer.concat([Buffer.from(magic, "latin1"), ...fields]);
  const publicKey = createPublicKey({ key: Buffer.concat([ed25519Head, key]), format: "der", type: "spki" });
  return verify(null, signed, publicKey, signature);
}

interface Parts {
  readonly key: Buffer;
  /** Of the key. */
  readonly type: string;
  readonly namespace: Buffer;
  /** `sha256` or `sha512`. */
  readonly hash: Buffer;
  readonly signature: Buffer;
}

function toParts(blob: Buffer): Parts | undefined {
  if (blob.subarray(0, 6).toString("latin1") !== magic || blob.length < 10 || blob.readUInt32BE(6) !== version) {
    return undefined;
  }
  const [key, namespace, reserved, hash, signature, ...more] = readStrings(blob, 10) ?? [];
  if (key === undefined || namespace === undefined || signature === undefined || more.length > 0) return undefined;
  if (reserved?.length !== 0 || hash === undefined || !/^sha(?:256|512)$/u.test(hash.toString("latin1"))) {
    return undefined;
  }
  const [type] = readStrings(key, 0) ?? [];
  return type && { key, type: type.toString("latin1"), namespace, hash, signature };
}

function withLength(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
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
