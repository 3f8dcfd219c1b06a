import { constants, lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What stands in a folder. A symbolic link is a link, whatever it leads to. */
export interface FileEntry {
  readonly name: string;
  readonly kind: "dir" | "file" | "link" | "other";
}

/** A tree to read from; paths are relative to its root, with `/`; the root itself is `"."`. */
export interface Files {
  /** The text as UTF-8; undefined where there is no such regular file. */
  read(path: string): string | undefined;
  /** What a folder holds, in no order; empty where there is none. */
  list(dir: string): readonly FileEntry[];
  /** Bytes; undefined where there is no such regular file. */
  size?(path: string): number | undefined;
}

// Not followed, and a pipe that nobody writes to is not waited for.
const regularOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A folder on disk. A file that is a symbolic link is not read. */
export function diskFiles(root: string): Files {
  return {
    read: (path) => unlessAbsent(() => readFileSync(join(root, path), { encoding: "utf8", flag: regularOnly })),
    list: (dir) => unlessAbsent(() => readdirSync(join(root, dir), { withFileTypes: true }).map(toEntry)) ?? [],
    size: (path) => unlessAbsent(() => sizeOf(join(root, path))),
  };
}

function sizeOf(path: string): number | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? found.size : undefined;
}

function toEntry(entry: {
  name: string;
  isDirectory(): boolean;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}): FileEntry {
  const kind = entry.isDirectory() ? "dir" : entry.isFile() ? "file" : entry.isSymbolicLink() ? "link" : "other";
  return { name: entry.name, kind };
}

const absentCodes: ReadonlySet<unknown> = new Set([
  "ENOENT",
  "ENOTDIR",
  "EISDIR",
  "ELOOP",
  "ENAMETOOLONG",
  "EAGAIN",
  "ENXIO",
]);

function unlessAbsent<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && absentCodes.has(error.code)) return undefined;
    throw error;
  }
}
