import { createHash } from "node:crypto";
import { copyFile, constants, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "./store.ts";

/** A folder in the place of a server, for a rehearsal. */
export function folderStore(folder: string, collection: string): Store {
  const dir = join(folder, collection);
  return {
    digest: async (name) => {
      const bytes = await readFile(join(dir, name)).catch(() => undefined);
      return bytes && createHash("sha256").update(bytes).digest("hex");
    },
    put: async (name, file) => {
      await mkdir(dir, { recursive: true });
      await copyFile(file, join(dir, name), constants.COPYFILE_EXCL);
    },
    missing: () => Promise.resolve([]),
    classify: () => "fatal",
  };
}
