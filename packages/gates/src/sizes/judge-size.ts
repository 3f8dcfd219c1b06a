import type { SizeLimits } from "./size-limits.ts";

/** How large a packed package is. Sizes in bytes. */
export interface PackageSize {
  /** Of the tarball. */
  readonly packed: number;
  readonly files: readonly FileSize[];
}

export interface FileSize {
  /** As in the tarball: `package/dist/index.js`. */
  readonly path: string;
  readonly size: number;
}

/** A size that went beyond its limit: bytes, or a number of files. */
export interface Growth {
  readonly measure: "files" | "packed" | "unpacked";
  readonly before: number;
  readonly after: number;
}

/** One file that is larger than before, or was not there: then it was 0 bytes. */
export interface FileGrowth {
  readonly path: string;
  readonly before: number;
  readonly after: number;
}

/** What grew too much, and the files that it grew by, the largest growth first. */
export interface SizeVerdict {
  readonly grown: readonly Growth[];
  readonly files: readonly FileGrowth[];
}

/** What the registry tells of a version without its tarball. */
export interface SizeTold {
  readonly unpacked: number;
  readonly files: number;
}

/** Compares a package with its version before. */
export function judgeSize(before: PackageSize, now: PackageSize, limits: SizeLimits): SizeVerdict {
  const packed: Growth = { measure: "packed", before: before.packed, after: now.packed };
  const grown = [packed, ...toTold(toSums(before), toSums(now))].filter((growth) => isBeyond(growth, limits));
  return { grown, files: grown.length === 0 ? [] : filesGrown(before, now) };
}

/** Whether what is told of the version before is enough to say that nothing grew too much. */
export function isWithin(before: SizeTold, now: PackageSize, limits: SizeLimits): boolean {
  return !toTold(before, toSums(now)).some((growth) => isBeyond(growth, limits));
}

function toTold(before: SizeTold, now: SizeTold): readonly Growth[] {
  return [
    { measure: "unpacked", before: before.unpacked, after: now.unpacked },
    { measure: "files", before: before.files, after: now.files },
  ];
}

function toSums({ files }: PackageSize): SizeTold {
  return { unpacked: files.reduce((sum, { size }) => sum + size, 0), files: files.length };
}

function isBeyond({ measure, before, after }: Growth, limits: SizeLimits): boolean {
  const least = measure === "files" ? limits.files : limits.bytes;
  return after - before >= least && after > before * (1 + limits.ratio);
}

function filesGrown(before: PackageSize, now: PackageSize): readonly FileGrowth[] {
  const known = new Map(before.files.map(({ path, size }) => [path, size]));
  return now.files
    .map(({ path, size }) => ({ path, before: known.get(path) ?? 0, after: size }))
    .filter((file) => file.after > file.before)
    .toSorted((a, b) => b.after - b.before - (a.after - a.before) || (a.path < b.path ? -1 : 1));
}
