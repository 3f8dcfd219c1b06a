import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { openRegularFile } from "./open-regular-file.ts";

/** One member of a tarball as its header states it. */
export interface TarEntry {
  readonly path: string;
  /** As tar names it: `File`, `Directory`, `SymbolicLink`, … */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly mode: number;
}

export interface TarLimits {
  readonly maxEntries: number;
  /** Bytes of the whole archive when unpacked, padding included. */
  readonly maxUnpacked: number;
}

export interface TarListing {
  readonly entries: readonly TarEntry[];
  /** The text of the first `package/package.json`; undefined where there is none, or one above 1 MB. */
  readonly manifest: string | undefined;
  /** What kept the archive from being read to its end, or made it ambiguous. */
  readonly problems: readonly string[];
}

const manifestPath = "package/package.json";
const maxManifest = 1_000_000;

/** Lists a gzipped tarball. Nothing is written anywhere, and reading stops at the first limit that is passed. */
export async function readTarEntries(path: string, limits: TarLimits): Promise<TarListing> {
  const handle = await openRegularFile(path);
  const entries: TarEntry[] = [];
  const problems: string[] = [];
  const manifest: Buffer[] = [];
  const parser = new Parser({ onwarn: (_, message) => void problems.push(message) });
  parser.on("entry", (entry: ReadEntry) => {
    const first = entry.path === manifestPath && entries.every((earlier) => earlier.path !== manifestPath);
    entries.push(toEntry(entry));
    if (first && entry.size <= maxManifest) entry.on("data", (chunk) => void manifest.push(chunk));
    else entry.resume();
  });
  parser.on("ignoredEntry", () => void problems.push("an extended header is too long to be read"));
  try {
    await pipeline(
      handle.createReadStream({ autoClose: false }),
      createGunzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of limited(chunks, () =>
          entries.length > limits.maxEntries ? 0 : limits.maxUnpacked,
        )) {
          parser.write(chunk);
        }
        parser.end();
      },
    );
  } catch (error) {
    problems.push(toReason(error));
  } finally {
    await handle.close();
  }
  return { entries, problems, manifest: manifest.length === 0 ? undefined : Buffer.concat(manifest).toString("utf8") };
}

/** Why reading an archive was given up. */
class Unreadable extends Error {}

async function* limited(chunks: AsyncIterable<Buffer>, limit: () => number): AsyncIterable<Buffer> {
  let total = 0;
  for await (const chunk of chunks) {
    // The parser would unpack a compressed archive by itself, past this count.
    if (total === 0 && /^(?:1f8b|28b52ffd)/u.test(chunk.toString("hex", 0, 4))) {
      throw new Unreadable("it is compressed twice");
    }
    total += chunk.length;
    if (total > limit()) throw new Unreadable("it holds more entries or bytes than a package may");
    yield chunk;
  }
}

function toReason(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
    return "it is no sound gzip file";
  }
  throw error;
}

function toEntry({ path, type, size, mode }: ReadEntry): TarEntry {
  return { path, type, size, mode: mode ?? 0 };
}
