import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Git } from "@releaser/core";
import { parseChangesetHeader } from "./changeset-header.ts";
import { type FileHeader, parseFileHeader } from "./file-header.ts";
import { parseJsonHeaders } from "./json-headers.ts";

/** A header with the file that it stands in, relative to the repository's root. */
export interface PlacedHeader extends FileHeader {
  readonly file: string;
}

/** Bytes that are read of a file, and of one where a statement may stand anywhere: a JSON document, a changeset. */
const [most, mostOfWhole] = [4096, 256 * 1024];

/**
 * The headers of all files that git tracks below its folder, in git's order, and what changesets state. No link is followed, what
 * is no regular file is passed over, and so are installed packages. Undefined where the folder is no repository.
 */
export async function readHeaders(git: Git): Promise<readonly PlacedHeader[] | undefined> {
  const listed = await git.run(["ls-files", "-z", "--stage"], { accept: [0, 128] });
  if (listed.code !== 0) return undefined;
  const open = openWithin(git.dir);
  const buffer = Buffer.allocUnsafe(mostOfWhole);
  return toTracked(listed.stdout).flatMap((file) => {
    const text = readHead(open(file), isWhole(file) ? buffer : buffer.subarray(0, most));
    return text === undefined ? [] : toHeaders(file, text).map((header) => ({ file, ...header }));
  });
}

/** Regular files alone, each once although one in conflict is listed for each side. */
function toTracked(listed: string): readonly string[] {
  const files = listed.split("\0").flatMap((entry) => /^100\d{3} [0-9a-f]+ \d\t(.+)$/su.exec(entry)?.[1] ?? []);
  return [...new Set(files)].filter((file) => !/(?:^|\/)node_modules\//u.test(file));
}

function toHeaders(file: string, text: string): readonly FileHeader[] {
  if (file.endsWith(".json")) return parseJsonHeaders(text);
  const header = isChangeset(file) ? parseChangesetHeader(text) : parseFileHeader(text);
  return header === undefined ? [] : [header];
}

function isChangeset(file: string): boolean {
  return /(?:^|\/)\.changeset\/(?!README\.md$)[^/]+\.md$/u.test(file);
}

const marks = ["ProducedBy", "Produced-By", "RulesHash", "Rules-Hash", "Decision", "Related-Capsule"];

/** Where a statement may stand anywhere. */
function isWhole(file: string): boolean {
  return file.endsWith(".json") || isChangeset(file);
}

/** The beginning of a file as text where it may hold a header; as much as there is room for. */
function readHead(descriptor: number | undefined, room: Buffer): string | undefined {
  if (descriptor === undefined) return undefined;
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    const head = room.subarray(0, readSync(descriptor, room, 0, room.length, 0));
    return marks.some((mark) => head.includes(mark)) ? head.toString("utf8") : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Opens files of a folder, but none that a link on the way leads to: the work tree may differ from what git tracks. */
function openWithin(root: string): (file: string) => number | undefined {
  const within = `${realpathSync(root)}${sep}`;
  const folders = new Map<string, boolean>();
  const isOwn = (folder: string): boolean => {
    const known =
      folders.get(folder) ?? attempt(() => `${realpathSync(join(root, folder))}${sep}` === join(within, folder, sep));
    folders.set(folder, known ?? false);
    return known ?? false;
  };
  // Without blocking, because a pipe in a file's place would never end.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  return (file) => (isOwn(dirname(file)) ? attempt(() => openSync(join(root, file), flags)) : undefined);
}

function attempt<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
