import { gzipSync } from "node:zlib";
import { Header, type HeaderData } from "tar";

/** An entry of a tarball: a header of exactly these fields, and what follows it. */
export type ArchiveEntry = HeaderData & { readonly content?: string };

/** An archive of exactly these headers, as no packer would write it; not compressed. */
export function archive(...entries: readonly ArchiveEntry[]): Buffer {
  const blocks = entries.flatMap(({ content = "", ...fields }) => {
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
    body.write(content);
    return [toHeader({ size: Buffer.byteLength(content), ...fields }), body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function toHeader(fields: HeaderData): Buffer {
  const header = Buffer.alloc(512);
  new Header({ type: "File", mode: 0o644, mtime: new Date(0), ...fields }).encode(header);
  return header;
}

/** A tarball that nobody should unpack. */
export interface HostileTarball {
  readonly form: string;
  /** The gzipped bytes. */
  readonly bytes: () => Buffer;
  /** What its refusal says. */
  readonly says: string;
}

/** Every form of `hostile.38`, each as a package of that name and version. */
export function hostileTarballs(identity: {
  readonly name: string;
  readonly version: string;
}): readonly HostileTarball[] {
  const manifest: ArchiveEntry = { path: "package/package.json", content: JSON.stringify(identity) };
  const of =
    (...entries: readonly ArchiveEntry[]): (() => Buffer) =>
    () =>
      gzipSync(archive(manifest, ...entries));
  return [
    { form: "a path that climbs", bytes: of({ path: "package/../../evil", content: "x" }), says: "climbs out" },
    { form: "an absolute path", bytes: of({ path: "/tmp/evil", content: "x" }), says: "outside the folder package/" },
    {
      form: "a symbolic link",
      bytes: of({ path: "package/x", type: "SymbolicLink", linkpath: "/etc/passwd" }),
      says: "is a SymbolicLink",
    },
    { form: "a hard link", bytes: of({ path: "package/x", type: "Link", linkpath: "/etc/passwd" }), says: "is a Link" },
    { form: "a device", bytes: of({ path: "package/x", type: "CharacterDevice" }), says: "is a CharacterDevice" },
    {
      form: "names that differ in case alone",
      bytes: of({ path: "package/x" }, { path: "package/X" }),
      says: "is the same file as package/x",
    },
    { form: "too many entries", bytes: of(...many(50_001)), says: "more entries or bytes" },
    { form: "a gigabyte of nothing", bytes: () => bomb(manifest), says: "more entries or bytes" },
  ];
}

function many(count: number): readonly ArchiveEntry[] {
  return Array.from({ length: count }, (_, index) => ({ path: `package/${index}` }));
}

/** A gzip file may have several members: the same 16 MB of zeros, over and over, take a megabyte. */
function bomb(manifest: ArchiveEntry): Buffer {
  const size = 2 ** 30;
  const start = Buffer.concat([archive(manifest).subarray(0, 1024), toHeader({ path: "package/x", size })]);
  const zeros = gzipSync(Buffer.alloc(2 ** 24));
  return Buffer.concat([gzipSync(start), ...Array.from({ length: size / 2 ** 24 }, () => zeros)]);
}
