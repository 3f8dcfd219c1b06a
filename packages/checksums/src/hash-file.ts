import { createHash } from "node:crypto";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { failures } from "./failures.ts";
import { openRegularFile } from "./open-regular-file.ts";

/** The digests of one file's bytes. */
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

/**
 * Hashes a regular file in one pass, from one handle.
 * @throws E_ARTIFACT_NOT_REGULAR, E_ARTIFACT_CHANGED, or the system's error where there is no such file
 */
export async function hashFile(path: string): Promise<FileHash> {
  const handle = await openRegularFile(path);
  try {
    const before = await handle.stat({ bigint: true });
    const sha256 = createHash("sha256");
    const sha512 = createHash("sha512");
    let size = 0;
    await pipeline(
      handle.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          sha256.update(chunk);
          sha512.update(chunk);
          size += chunk.length;
        }
      },
    );
    const after = await handle.stat({ bigint: true });
    if (BigInt(size) !== before.size || after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
      throw failures.E_ARTIFACT_CHANGED({ file: basename(path) });
    }
    const digest = sha512.digest();
    return {
      sha256: sha256.digest("hex"),
      sha512: digest.toString("hex"),
      integrity: `sha512-${digest.toString("base64")}`,
      size,
    };
  } finally {
    await handle.close();
  }
}
