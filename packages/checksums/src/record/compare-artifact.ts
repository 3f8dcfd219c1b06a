import { safeLine } from "@releaser/core";
import { byCodeUnit } from "../tarball/artifact-name.ts";
import type { ChecksumRecord } from "./checksum-record.ts";
import type { FileHash } from "./digests.ts";
import { recordNames } from "./record-names.ts";
import type { StatementOptions } from "../statement/statement.ts";

/** A file as it is to be. A checksum file gives name and SHA-256; the rest comes from its statement. */
export interface ExpectedFile {
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
  /** Hex. */
  readonly sha512?: string;
  /** The version of a package that it is, as a package URL. */
  readonly uri?: string;
}

/** One artifact that is not what the record says. */
export interface ArtifactProblem {
  readonly file: string;
  /** `unproven` is what no SHA-512 vouches for, `refused` an answer that is not the file, `unreachable` none that came. */
  readonly problem: "different" | "extra" | "missing" | "not-regular" | "refused" | "unproven" | "unreachable";
  readonly algorithm?: "sha256" | "sha512";
  /** The digest that is recorded, in hex. */
  readonly expected?: string;
  readonly found?: string;
  /** In words, where a digest does not say it. */
  readonly why?: string;
}

/** Every digest of a file that is another than expected; empty where all are equal. */
export function compareHash(expected: ExpectedFile, found: FileHash): readonly ArtifactProblem[] {
  return (["sha256", "sha512"] as const).flatMap((algorithm) => {
    const wanted = expected[algorithm];
    return wanted === undefined || wanted === found[algorithm]
      ? []
      : [
          {
            file: expected.name,
            problem: "different" as const,
            algorithm,
            expected: wanted,
            found: found[algorithm],
          },
        ];
  });
}

/** The files of a record with what its statement knows of them. */
export function withStatement(
  record: Pick<ChecksumRecord, "files">,
  statement: Pick<StatementOptions, "subjects">,
): readonly ExpectedFile[] {
  const subjects = new Map(statement.subjects.map((subject) => [subject.name, subject]));
  return record.files.map(({ name, sha256 }) => {
    const { sha512, uri } = subjects.get(name) ?? {};
    return { name, sha256, ...(sha512 !== undefined && { sha512 }), ...(uri !== undefined && { uri }) };
  });
}

/**
 * What a statement says otherwise than the record beside it: other subjects, another SHA-256, another version, commit or
 * plan. `file` is the statement's name; of itself and of its signatures, which the record may list, it cannot speak.
 */
export function compareStatement(
  record: ChecksumRecord,
  statement: StatementOptions,
  file: string,
): readonly ArtifactProblem[] {
  const { statement: own, envelope, bundle } = recordNames(record.version);
  const unspoken = new Set([own, envelope, bundle]);
  const listed = new Map(
    record.files.filter(({ name }) => !unspoken.has(name)).map(({ name, sha256 }) => [name, sha256]),
  );
  const stated = new Map(statement.subjects.map(({ name, sha256 }) => [name, sha256]));
  const names = [...new Set([...listed.keys(), ...stated.keys()])].toSorted(byCodeUnit);
  return [
    ...(["version", "commit", "plan"] as const)
      .filter((key) => record[key] !== statement[key])
      .map((key) => `its ${key} is ${statement[key] ?? "none"}, and ${record[key] ?? "none"} in the checksum file`),
    ...names
      .filter((name) => listed.get(name) !== stated.get(name))
      .map(
        (name) => `${name} is ${stated.get(name) ?? "none"}, and ${listed.get(name) ?? "none"} in the checksum file`,
      ),
  ].map((why) => ({ file, problem: "different" as const, why }));
}

/** A problem on one line: which file, which digest, expected and found. */
export function describeProblem({ file, problem, algorithm, expected, found, why }: ArtifactProblem): string {
  const digests = found === undefined ? "" : ` ${algorithm} expected ${expected} found ${found}`;
  return safeLine(`${file}  ${problem}${digests}${why === undefined ? "" : `: ${why}`}`);
}
