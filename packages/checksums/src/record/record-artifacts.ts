import { basename } from "node:path";
import { renderChecksums } from "./checksum-record.ts";
import type { FileHash } from "./digests.ts";
import { hashFile } from "./hash-file.ts";
import { readPackageVersion } from "../tarball/inspect-tarball.ts";
import { renderPackageUri } from "../statement/package-uri.ts";
import { renderStatement, type StatementOptions, type StatementSubject } from "../statement/statement.ts";

/** One artifact as it was recorded. */
export interface RecordedFile extends FileHash, StatementSubject {}

/** A checksum file and its statement, as texts. */
export interface Recorded {
  readonly files: readonly RecordedFile[];
  readonly checksums: string;
  readonly statement: string;
}

/** Hashes a file once, both ways; a packed package gets the URI of its version. */
export async function recordFile(path: string): Promise<RecordedFile> {
  const name = basename(path);
  const version = name.endsWith(".tgz") ? await readPackageVersion(path) : undefined;
  return { name, ...(version && { uri: renderPackageUri(version) }), ...(await hashFile(path)) };
}

/**
 * Records files by their paths. Writes nothing.
 * @throws E_ARTIFACT_NOT_REGULAR, E_ARTIFACT_CHANGED, E_CHECKSUMS_INVALID and E_STATEMENT_INVALID for what cannot be stated
 */
export async function recordArtifacts(
  paths: readonly string[],
  about: Omit<StatementOptions, "subjects">,
): Promise<Recorded> {
  const files: RecordedFile[] = [];
  for (const path of paths) files.push(await recordFile(path));
  return {
    files,
    statement: renderStatement({ ...about, subjects: files }),
    checksums: renderChecksums({ version: about.version, commit: about.commit, plan: about.plan, files }),
  };
}
