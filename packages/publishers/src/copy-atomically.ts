import { constants } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { temporaryBeside } from "./temporary-file.ts";

/** Copies a regular file, no symbolic link followed, so that the target is either what it was or the whole copy. */
export async function copyAtomically(from: string, to: string): Promise<void> {
  const temporary = await temporaryBeside(to);
  const source = await open(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const target = await open(temporary, "wx", 0o644);
    await pipeline(source.createReadStream(), target.createWriteStream({ flush: true }));
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await source.close();
  }
}
