import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { hasErrorCode, tarballName } from "@releaser/core";
import { type ChecksumRecord, parseChecksums } from "./checksum-record.ts";
import { type ArtifactProblem, compareStatement, type ExpectedFile, withStatement } from "./compare-artifact.ts";
import { failures } from "../failures.ts";
import { type PackageVersion, renderPackageUri } from "../statement/package-uri.ts";
import { recordNames, type RecordNames } from "./record-names.ts";
import { type StatementVerifier, verifyEnvelope } from "../signing/signer.ts";
import { parseStatement, type StatementOptions } from "../statement/statement.ts";

/** A checksum file with what stands beside it. */
export interface ReadRecord {
  readonly record: ChecksumRecord;
  /** What the record lists, with what the statement beside it and the named packages add. */
  readonly files: readonly ExpectedFile[];
  /** Undefined where none lies beside the checksum file. */
  readonly statement: StatementOptions | undefined;
  /** What came of the signature; undefined where there is no envelope, `unread` where nobody was named to trust. */
  readonly signed: "refused" | "trusted" | "unread" | undefined;
  /** What the statement or its envelope says otherwise than the checksum file. */
  readonly problems: readonly ArtifactProblem[];
}

export interface ReadRecordOptions {
  /** Which files are which packages, where there is no statement to say so. */
  readonly packages?: readonly PackageVersion[];
  /** Who has to have signed the statement. */
  readonly verifier?: StatementVerifier | undefined;
}

/** Bytes; a statement of 5,000 packages has a fifth of it. */
const maxBytes = 16_000_000;

/**
 * Reads a checksum file, and its statement and signed envelope where they lie beside it.
 * @throws E_RECORD_ABSENT, E_CHECKSUMS_INVALID, E_STATEMENT_INVALID, E_ENVELOPE_INVALID
 */
export async function readRecord(
  path: string,
  { packages = [], verifier }: ReadRecordOptions = {},
): Promise<ReadRecord> {
  const record = parseChecksums((await readText(path)) ?? absent(path), basename(path));
  const names = recordNames(record.version);
  const said = await readText(join(dirname(path), names.statement));
  const statement = said === undefined ? undefined : parseStatement(said, names.statement);
  const envelope = await checkEnvelope(dirname(path), { names, statement: said, verifier });
  const uris = new Map(packages.map((one) => [tarballName(one.name, one.version), renderPackageUri(one)]));
  return {
    record,
    files: withStatement(record, statement ?? { subjects: [] }).map((file) => {
      const uri = uris.get(file.name) ?? file.uri;
      return uri === undefined ? file : { ...file, uri };
    }),
    statement,
    signed: envelope.signed,
    problems: [
      ...(statement === undefined ? [] : compareStatement(record, statement, names.statement)),
      ...envelope.problems,
    ],
  };
}

interface Beside {
  readonly names: RecordNames;
  readonly statement: string | undefined;
  readonly verifier: StatementVerifier | undefined;
}

async function checkEnvelope(
  dir: string,
  { names: { envelope: file }, statement, verifier }: Beside,
): Promise<Pick<ReadRecord, "problems" | "signed">> {
  const text = await readText(join(dir, file));
  if (text === undefined) {
    const why = "nobody has signed the statement: there is no such file";
    return { signed: undefined, problems: verifier ? [{ file, problem: "missing", why }] : [] };
  }
  const wrong = await verifyEnvelope(text, { file, statement: statement ?? "", verifier });
  const problems = wrong.map((why) => ({ file, problem: "different" as const, why }));
  if (verifier === undefined) return { signed: "unread", problems };
  return { signed: problems.length === 0 ? "trusted" : "refused", problems };
}

/** Undefined where there is no such file; a folder is none. */
async function readText(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return undefined;
    if (found.size > maxBytes) throw failures.E_CHECKSUMS_INVALID(tooLong(path));
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function tooLong(path: string): Parameters<typeof failures.E_CHECKSUMS_INVALID>[0] {
  return { file: basename(path), problems: [{ line: 1, message: `the file is longer than ${maxBytes} bytes` }] };
}

function absent(path: string): never {
  throw failures.E_RECORD_ABSENT({ path, why: "no file lies there" });
}
