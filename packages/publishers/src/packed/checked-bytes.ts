import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { hasErrorCode } from "@releaser/core";
import { failures } from "../failures.ts";

/** The bytes of a regular file, read once and no symbolic link followed. Throws `E_TARBALL_CHANGED` where their SHA-512 is not the given one. */
export async function checkedBytes(file: string, integrity: string | undefined): Promise<Buffer> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch((error: unknown) => {
    if (!hasErrorCode(error, "ELOOP", "EMLINK")) throw error;
    throw failures.E_TARBALL_CHANGED({ file, expected: integrity ?? "a file", found: "a link" }, { cause: error });
  });
  try {
    const bytes = await handle.readFile();
    const found = integrityOf(bytes);
    if (integrity !== undefined && found !== integrity) {
      throw failures.E_TARBALL_CHANGED({ file, expected: integrity, found });
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** SHA-512 of bytes as registries write it: `sha512-` and base64. */
export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}
