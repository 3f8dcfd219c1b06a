import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { hasErrorCode } from "@releaser/core";

/** What stands in a folder. A symbolic link is a link, whatever it leads to. */
export interface FileEntry {
  readonly name: string;
  readonly kind: "dir" | "file" | "link" | "other";
}

/** A tree to read from; paths are relative to its root, with `/`; the root itself is `"."`. */
export interface Files {
  /** The text as UTF-8; undefined where there is no such regular file, and for one of more bytes than are admitted. */
  read(path: string, atMost?: number): string | undefined;
  /** The text of the first bytes of a file, at most 4 KB and perhaps cut within a character; undefined as above. */
  head(path: string): string | undefined;
  /** What a folder holds, in no order; empty where there is none. */
  list(dir: string): readonly FileEntry[];
  /** Bytes; undefined where there is no such regular file. */
  size?(path: string): number | undefined;
}

// Not followed, and a pipe that nobody writes to is not waited for.
const regularOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

// Most files that are read fit in, so that one open, one read and one close give their text.
const page = Buffer.allocUnsafe(64 * 1024);
const headLength = 4 * 1024;

/** A folder on disk. A file that is a symbolic link is not read. */
export function diskFiles(root: string): Files {
  return {
    read: (path, atMost = Number.POSITIVE_INFINITY) => unlessAbsent(() => readText(`${root}/${path}`, atMost)),
    head: (path) => unlessAbsent(() => opened(`${root}/${path}`, (file) => readStart(file, headLength))),
    list: (dir) => unlessAbsent(() => readdirSync(`${root}/${dir}`, { withFileTypes: true }).map(toEntry)) ?? [],
    size: (path) => unlessAbsent(() => sizeOf(`${root}/${path}`)),
  };
}

function readText(path: string, atMost: number): string | undefined {
  return opened(path, (file) => {
    const length = readSync(file, page, 0, page.length, 0);
    if (length < page.length) return length > atMost ? undefined : page.toString("utf8", 0, length);
    // A read at a given place moves nothing on, so this begins at the first byte again.
    return fstatSync(file).size > atMost ? undefined : readFileSync(file, "utf8");
  });
}

function readStart(file: number, atMost: number): string {
  return page.toString("utf8", 0, readSync(file, page, 0, atMost, 0));
}

function opened<Value>(path: string, use: (file: number) => Value): Value {
  const file = openSync(path, regularOnly);
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
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

const absentCodes: readonly string[] = [
  "ENOENT",
  "ENOTDIR",
  "EISDIR",
  "ELOOP",
  "ENAMETOOLONG",
  "EAGAIN",
  "ENXIO",
  "ESPIPE",
];

function unlessAbsent<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (hasErrorCode(error, ...absentCodes)) return undefined;
    throw error;
  }
}
