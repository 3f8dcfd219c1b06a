import { createHash } from "node:crypto";

/** The digests of some bytes. */
export interface FileHash {
  /** Hex. */
  readonly sha256: string;
  /** Hex. */
  readonly sha512: string;
  /** The SHA-512 as a registry states it: `sha512-<base64>`. */
  readonly integrity: string;
  /** Bytes. */
  readonly size: number;
}

/** Hashes bytes as they come, once, and keeps none of them. */
export async function hashChunks(chunks: AsyncIterable<Uint8Array>): Promise<FileHash> {
  const sha256 = createHash("sha256");
  const sha512 = createHash("sha512");
  let size = 0;
  for await (const chunk of chunks) {
    sha256.update(chunk);
    sha512.update(chunk);
    size += chunk.length;
  }
  const digest = sha512.digest();
  return {
    sha256: sha256.digest("hex"),
    sha512: digest.toString("hex"),
    integrity: `sha512-${digest.toString("base64")}`,
    size,
  };
}
