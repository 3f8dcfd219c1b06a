import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { PageAsset } from "./release-page.ts";

/** The regular files of a folder with their digests, sorted by name; hidden ones and `without` are left out. */
export async function readAssets(folder: string, without: readonly string[]): Promise<readonly PageAsset[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith(".") && !without.includes(entry.name))
    .map(({ name }) => name)
    .toSorted();
  return await Promise.all(names.map((name) => toAsset(folder, name)));
}

async function toAsset(folder: string, name: string): Promise<PageAsset> {
  const hash = createHash("sha256");
  const file = createReadStream(join(folder, name));
  await pipeline(file, hash);
  return { name, size: file.bytesRead, sha256: hash.digest("hex") };
}
