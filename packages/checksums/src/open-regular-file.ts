import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { hasErrorCode } from "@releaser/core";
import { failures } from "./failures.ts";

/** What a file system calls a link in place of the file, or a thing that cannot be opened so. */
const refusals: readonly string[] = ["EISDIR", "ELOOP", "EMLINK", "ENXIO"];

/**
 * Opens a regular file to read, never through a link at its last step, and without waiting for a pipe.
 * @throws E_ARTIFACT_NOT_REGULAR, or the system's error where there is no such file
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  // Windows knows neither flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(path, flags).catch((error: unknown) => {
    if (!hasErrorCode(error, ...refusals)) throw error;
    throw failures.E_ARTIFACT_NOT_REGULAR(
      { file: basename(path), reason: "it is a link or no file" },
      { cause: error },
    );
  });
  const seen = await handle.stat();
  if (seen.isFile()) return handle;
  await handle.close();
  throw failures.E_ARTIFACT_NOT_REGULAR({ file: basename(path), reason: "it is a folder or a device" });
}
