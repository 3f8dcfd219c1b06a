import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { PageAsset } from "./release-page.ts";

/** What files were seen to hold, by where and when they were last changed. */
export interface KnownAssets {
  readonly files: Map<string, { readonly state: string; readonly asset: PageAsset }>;
  /** The time by which the file system dates its changes, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Nothing known yet; the machine's own time unless told. */
export function noAssets(now: () => number = () => performance.timeOrigin + performance.now()): KnownAssets {
  return { files: new Map(), now };
}

/** The regular files of a folder with their digests, sorted by name; hidden ones and `without` are left out. What is known of them and unchanged is not read again. */
export async function readAssets(
  folder: string,
  without: readonly string[],
  known: KnownAssets,
): Promise<readonly PageAsset[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith(".") && !without.includes(entry.name))
    .map(({ name }) => name)
    .toSorted();
  return await Promise.all(names.map((name) => readAsset(join(folder, name), name, known)));
}

async function readAsset(path: string, name: string, known: KnownAssets): Promise<PageAsset> {
  const { state, settled } = await stateOf(path, known.now());
  const before = known.files.get(path);
  if (before?.state === state) return before.asset;
  const asset = await toAsset(path, name);
  if (settled) known.files.set(path, { state, asset });
  return asset;
}

/** Longer than the finest step in which a file system dates a change. */
const coarsestDate = 100;

/** A file that was changed just now could be changed once more without another date. */
async function stateOf(path: string, now: number): Promise<{ readonly state: string; readonly settled: boolean }> {
  const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = await stat(path, { bigint: true });
  return { state: [dev, ino, size, mtimeNs, ctimeNs].join(":"), settled: now - Number(ctimeMs) > coarsestDate };
}

async function toAsset(path: string, name: string): Promise<PageAsset> {
  const hash = createHash("sha256");
  const file = createReadStream(path);
  await pipeline(file, hash);
  return { name, size: file.bytesRead, sha256: hash.digest("hex") };
}
