import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { byCodeUnit } from "./artifact-name.ts";
import type { ChecksumRecord } from "./checksum-record.ts";
import { hashFile } from "./hash-file.ts";

/** One artifact that is not what the record says. */
export interface DirectoryProblem {
  readonly file: string;
  readonly problem: "different" | "extra" | "missing" | "not-regular";
  /** SHA-256 in hex. */
  readonly expected?: string;
  readonly found?: string;
}

/**
 * Compares a flat folder with a record, both ways; empty when they are the same. `beside` names what may lie there
 * although no checksum covers it: the checksum file itself, a smoke record. It is not read.
 */
export async function verifyDirectory(
  record: ChecksumRecord,
  dir: string,
  { beside = [] }: { readonly beside?: readonly string[] } = {},
): Promise<readonly DirectoryProblem[]> {
  const listed = new Set([...record.files.map(({ name }) => name), ...beside]);
  const extra = (await readdir(dir)).filter((file) => !listed.has(file));
  const problems: DirectoryProblem[] = extra.map((file) => ({ file, problem: "extra" }));
  for (const { name, sha256 } of record.files) {
    const problem = await verifyFile(join(dir, name), sha256);
    if (problem !== undefined) problems.push({ file: name, ...problem });
  }
  return problems.toSorted((a, b) => byCodeUnit(a.file, b.file));
}

async function verifyFile(path: string, expected: string): Promise<Omit<DirectoryProblem, "file"> | undefined> {
  const seen = await lstat(path).catch(ignoreAbsent);
  if (seen === undefined) return { problem: "missing", expected };
  if (!seen.isFile()) return { problem: "not-regular", expected };
  const { sha256: found } = await hashFile(path);
  return found === expected ? undefined : { problem: "different", expected, found };
}

function ignoreAbsent(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
