import { constants, type WriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { temporaryBeside } from "./temporary-file.ts";

/** Copies a regular file, no symbolic link followed, so that the target is either what it was or the whole copy. */
export async function copyAtomically(from: string, to: string): Promise<void> {
  const source = await open(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    await streamAtomically(source.createReadStream(), to);
  } finally {
    await source.close();
  }
}

/** The same for a stream; `check` may throw once all of it is there, before it takes its place. */
export async function streamAtomically(from: Readable, to: string, check?: () => void): Promise<void> {
  const temporary = await temporaryBeside(to);
  try {
    await pipeline(from, await createNew(temporary));
    check?.();
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function createNew(file: string): Promise<WriteStream> {
  return (await open(file, "wx", 0o644)).createWriteStream({ flush: true });
}
