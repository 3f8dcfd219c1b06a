import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { type BlobHash, openBlobHash } from "../tracked/git-blob.ts";
import { openRegularFile } from "../open-regular-file.ts";

/** One member of a tarball as its header states it. */
export interface TarEntry {
  readonly path: string;
  /** As tar names it: `File`, `Directory`, `SymbolicLink`, … */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly mode: number;
  /** The name that git gives its content; only of files, and only where it was asked for. */
  readonly oid?: string;
}

export interface TarLimits {
  readonly maxEntries: number;
  /** Bytes of the whole archive when unpacked, padding included. */
  readonly maxUnpacked: number;
}

export interface TarReading extends TarLimits {
  /** With it each file gets its `oid`, in the repository's format. */
  readonly oids?: "sha1" | "sha256" | undefined;
  /** Whether nothing but the manifest is wanted: reading stops behind it. */
  readonly manifestAlone?: boolean;
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
export async function readTarEntries(path: string, reading: TarReading): Promise<TarListing> {
  const handle = await openRegularFile(path);
  const seen = openListing(reading);
  try {
    await pipeline(
      handle.createReadStream({ autoClose: false }),
      createGunzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of limited(chunks, seen.limit)) seen.parser.write(chunk);
        seen.parser.end();
        if (seen.limit() === 0) throw new Unreadable(tooMuch);
      },
    );
  } catch (error) {
    seen.problems.push(toReason(error));
  } finally {
    await handle.close();
  }
  return { entries: seen.entries(), problems: seen.problems, manifest: seen.manifest() };
}

interface Listing {
  readonly parser: Parser;
  readonly problems: string[];
  /** Bytes that may be unpacked as of now. */
  limit(): number;
  entries(): readonly TarEntry[];
  manifest(): string | undefined;
}

function openListing({ maxEntries, maxUnpacked, oids, manifestAlone = false }: TarReading): Listing {
  const problems: string[] = [];
  const entries: (readonly [TarEntry, BlobHash | undefined])[] = [];
  const manifest: Buffer[] = [];
  const parser = new Parser({ onwarn: (_, message) => void problems.push(message) });
  let ended = false;
  parser.on("entry", (entry: ReadEntry) => {
    const first = entry.path === manifestPath && entries.every(([earlier]) => earlier.path !== manifestPath);
    const blob = oids === undefined ? undefined : openBlobHash(oids, entry.size);
    entries.push([toEntry(entry), blob]);
    if (blob) entry.on("data", (chunk) => blob.update(chunk));
    if (first && entry.size <= maxManifest) {
      entry.on("data", (chunk) => void manifest.push(chunk));
      entry.on("end", () => void (ended = true));
    }
    entry.resume();
  });
  parser.on("ignoredEntry", () => void problems.push("an extended header is too long to be read"));
  return {
    parser,
    problems,
    limit: () => (entries.length > maxEntries || (manifestAlone && ended) ? 0 : maxUnpacked),
    entries: () => entries.map(([entry, blob]) => (blob && isFile(entry) ? { ...entry, oid: blob.oid() } : entry)),
    manifest: () => (manifest.length === 0 ? undefined : Buffer.concat(manifest).toString("utf8")),
  };
}

/** Why reading an archive was given up. */
class Unreadable extends Error {}

const tooMuch = "it holds more entries or bytes than a package may";

async function* limited(chunks: AsyncIterable<Buffer>, limit: () => number): AsyncIterable<Buffer> {
  let total = 0;
  for await (const chunk of chunks) {
    // The parser would unpack a compressed archive by itself, past this count.
    if (total === 0 && /^(?:1f8b|28b52ffd)/u.test(chunk.toString("hex", 0, 4))) {
      throw new Unreadable("it is compressed twice");
    }
    total += chunk.length;
    if (total > limit()) throw new Unreadable(tooMuch);
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

function isFile({ type }: TarEntry): boolean {
  return type === "File" || type === "OldFile" || type === "ContiguousFile";
}
