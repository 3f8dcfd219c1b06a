import { open, rename, rm } from "node:fs/promises";
import { temporaryBeside } from "./temporary-file.ts";

/** Writes a file so that its name is either absent, what it was, or the whole of the new content, also after a kill. */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = await temporaryBeside(file);
  try {
    const handle = await open(temporary, "wx", 0o644);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
