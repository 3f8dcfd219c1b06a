import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { tarballName } from "@releaser/core";
import { type ChecksumRecord, parseChecksums } from "./checksum-record.ts";
import { type ArtifactProblem, compareStatement, type ExpectedFile, withStatement } from "./compare-artifact.ts";
import { failures } from "./failures.ts";
import { type PackageVersion, renderPackageUri } from "./package-uri.ts";
import { recordNames } from "./record-names.ts";
import { parseStatement, type StatementOptions } from "./statement.ts";

/** A checksum file with what stands beside it. */
export interface ReadRecord {
  readonly record: ChecksumRecord;
  /** What the record lists, with what the statement beside it and the named packages add. */
  readonly files: readonly ExpectedFile[];
  /** Undefined where none lies beside the checksum file. */
  readonly statement: StatementOptions | undefined;
  /** What the statement says otherwise than the checksum file. */
  readonly problems: readonly ArtifactProblem[];
}

/** Bytes; a statement of 5,000 packages has a fifth of it. */
const maxBytes = 16_000_000;

/**
 * Reads a checksum file, and its statement where one lies beside it. `packages` says which files are which packages, where
 * there is no statement to say so.
 * @throws E_RECORD_ABSENT, E_CHECKSUMS_INVALID, E_STATEMENT_INVALID
 */
export async function readRecord(path: string, packages: readonly PackageVersion[] = []): Promise<ReadRecord> {
  const record = parseChecksums((await readText(path)) ?? absent(path), basename(path));
  const names = recordNames(record.version);
  const said = await readText(join(dirname(path), names.statement));
  const statement = said === undefined ? undefined : parseStatement(said, names.statement);
  const uris = new Map(packages.map((one) => [tarballName(one.name, one.version), renderPackageUri(one)]));
  return {
    record,
    files: withStatement(record, statement ?? { subjects: [] }).map((file) => {
      const uri = uris.get(file.name) ?? file.uri;
      return uri === undefined ? file : { ...file, uri };
    }),
    statement,
    problems: statement === undefined ? [] : compareStatement(record, statement, names.statement),
  };
}

/** Undefined where there is no such file. */
async function readText(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > maxBytes) throw failures.E_CHECKSUMS_INVALID(tooLong(path));
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function tooLong(path: string): Parameters<typeof failures.E_CHECKSUMS_INVALID>[0] {
  return { file: basename(path), problems: [{ line: 1, message: `the file is longer than ${maxBytes} bytes` }] };
}

function absent(path: string): never {
  throw failures.E_RECORD_ABSENT({ path, why: "there is no such file" });
}
