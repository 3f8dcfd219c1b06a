import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { hasErrorCode } from "@releaser/core";
import { byCodeUnit } from "../tarball/artifact-name.ts";
import { type ArtifactProblem, compareHash, type ExpectedFile } from "../record/compare-artifact.ts";
import { hashFile } from "../record/hash-file.ts";

export interface VerifyDirectoryOptions {
  /** What may lie there although no checksum covers it: the checksum file itself, a smoke record. It is not read. */
  readonly beside?: readonly string[];
}

/** Compares a flat folder with what a record lists, both ways; empty when they are the same. */
export async function verifyDirectory(
  { files }: { readonly files: readonly ExpectedFile[] },
  dir: string,
  { beside = [] }: VerifyDirectoryOptions = {},
): Promise<readonly ArtifactProblem[]> {
  const listed = new Set([...files.map(({ name }) => name), ...beside]);
  const extra = (await readdir(dir)).filter((file) => !listed.has(file));
  const problems: ArtifactProblem[] = extra.map((file) => ({ file, problem: "extra" }));
  for (const file of files) problems.push(...(await verifyFile(join(dir, file.name), file)));
  return problems.toSorted((a, b) => byCodeUnit(a.file, b.file));
}

/** Compares one file with what is expected of it, under whatever name it lies here. */
export async function verifyFile(path: string, expected: ExpectedFile): Promise<readonly ArtifactProblem[]> {
  const { name: file, sha256 } = expected;
  const seen = await lstat(path).catch(ignoreAbsent);
  if (seen === undefined) return [{ file, problem: "missing", algorithm: "sha256", expected: sha256 }];
  if (!seen.isFile()) return [{ file, problem: "not-regular", algorithm: "sha256", expected: sha256 }];
  return compareHash(expected, await hashFile(path));
}

function ignoreAbsent(error: unknown): undefined {
  if (hasErrorCode(error, "ENOENT")) return undefined;
  throw error;
}
