import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { type FileHash, hashChunks } from "./digests.ts";
import { failures } from "../failures.ts";
import { openRegularFile } from "../open-regular-file.ts";

/**
 * Hashes a regular file in one pass, from one handle.
 * @throws E_ARTIFACT_NOT_REGULAR, E_ARTIFACT_CHANGED, or the system's error where there is no such file
 */
export async function hashFile(path: string): Promise<FileHash> {
  const handle = await openRegularFile(path);
  try {
    const before = await handle.stat({ bigint: true });
    const hash = await hashChunks(chunksOf(handle, before.size));
    const after = await handle.stat({ bigint: true });
    if (BigInt(hash.size) !== before.size || changed(before, after)) {
      throw failures.E_ARTIFACT_CHANGED({ file: basename(path) });
    }
    return hash;
  } finally {
    await handle.close();
  }
}

const largestChunk = 1 << 20;

/** The bytes of a file, all in the same memory: a chunk holds until the next is asked for. */
async function* chunksOf(handle: FileHandle, size: bigint): AsyncIterable<Uint8Array> {
  // One byte more than it should hold, so that the end shows.
  const buffer = Buffer.allocUnsafe(size < largestChunk ? Number(size) + 1 : largestChunk);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The time of the last change of anything counts too: a program may set the time of the last write back. */
function changed(before: BigIntStats, after: BigIntStats): boolean {
  return (["size", "mtimeNs", "ctimeNs"] as const).some((key) => before[key] !== after[key]);
}
