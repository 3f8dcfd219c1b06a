import { byCodeUnit } from "../tarball/artifact-name.ts";
import { checkStatement } from "./check-statement.ts";
import { failures } from "../failures.ts";

/** One artifact that a statement is about. */
export interface StatementSubject {
  readonly name: string;
  /** The version of a package that it is, as `renderPackageUri` writes it; undefined for other artifacts. */
  readonly uri?: string;
  /** Hex. */
  readonly sha256: string;
  /** Hex. */
  readonly sha512: string;
}

/** What a statement says: which bytes were made, from which commit and plan, by whom. */
export interface StatementOptions {
  readonly subjects: readonly StatementSubject[];
  readonly version: string;
  /** Undefined where the artifacts come from no git repository. */
  readonly commit?: string;
  /** The plan's digest, in hex; undefined where Releaser planned nothing. */
  readonly plan?: string;
  /** Where the commit lives, for example `git+https://host/owner/name`; undefined where that is not known. */
  readonly repository?: string;
  /** A URI that names what built it, trust boundary included; a workflow's address, or `…/local` for a person's machine. */
  readonly builder: string;
  /** For example `releaser@0.1.0`. */
  readonly producer: string;
  /** One run of the builder, where it has an address. */
  readonly invocation?: string;
}

const statementType = "https://in-toto.io/Statement/v1";
const predicateType = "https://slsa.dev/provenance/v1";
const buildTypes = "https://github.com/releaser/releaser/build-types";

/**
 * An in-toto Statement v1 with a SLSA provenance v1 predicate. The same options give the same bytes; it holds no dates. With
 * a plan it is of the build type `release/v1`; without, of `record/v1`, which says no more than that these bytes were seen.
 * @throws E_STATEMENT_INVALID for options that `parseStatement` would refuse
 */
export function renderStatement(options: StatementOptions): string {
  const text = `${JSON.stringify(toStatement(options), undefined, 2)}\n`;
  parseStatement(text);
  return text;
}

function toStatement(options: StatementOptions): unknown {
  const { version, commit, plan, repository, builder, producer, invocation } = options;
  return {
    _type: statementType,
    subject: options.subjects
      .toSorted((a, b) => byCodeUnit(a.name, b.name))
      .map(({ name, uri, sha256, sha512 }) => ({
        name,
        ...(uri !== undefined && { uri }),
        digest: { sha256, sha512 },
      })),
    predicateType,
    predicate: {
      buildDefinition: {
        buildType: `${buildTypes}/${plan === undefined ? "record" : "release"}/v1`,
        externalParameters: { version, ...(plan !== undefined && { planDigest: plan }) },
        ...(commit !== undefined && {
          resolvedDependencies: [
            { ...(repository !== undefined && { uri: repository }), digest: { gitCommit: commit } },
          ],
        }),
      },
      runDetails: {
        builder: { id: builder, version: { releaser: producer } },
        ...(invocation !== undefined && { metadata: { invocationId: invocation } }),
      },
    },
  };
}

/**
 * Reads back what `renderStatement` wrote; anything else in the document is a problem.
 * @throws E_STATEMENT_INVALID with every problem; `file` is its name, where it is known
 */
export function parseStatement(text: string, file?: string): StatementOptions {
  const invalid = (problems: readonly string[], options?: ErrorOptions): Error =>
    failures.E_STATEMENT_INVALID({ ...(file !== undefined && { file }), problems }, options);
  const options = toOptions(parseJson(text, invalid));
  const problems = [
    ...checkStatement(options),
    ...(`${JSON.stringify(toStatement(options), undefined, 2)}\n` === text
      ? []
      : ["it has other members, or another form, than a statement of a release"]),
  ];
  if (problems.length > 0) throw invalid(problems);
  return options;
}

function toOptions(document: unknown): StatementOptions {
  const text = (...path: readonly (number | string)[]): string | undefined => toText(at(document, path));
  const definition = ["predicate", "buildDefinition"];
  const details = ["predicate", "runDetails"];
  const subjects = at(document, ["subject"]);
  return {
    subjects: (Array.isArray(subjects) ? subjects : []).map((_, index) => ({
      name: text("subject", index, "name") ?? "",
      ...optional("uri", text("subject", index, "uri")),
      sha256: text("subject", index, "digest", "sha256") ?? "",
      sha512: text("subject", index, "digest", "sha512") ?? "",
    })),
    version: text(...definition, "externalParameters", "version") ?? "",
    ...optional("commit", text(...definition, "resolvedDependencies", 0, "digest", "gitCommit")),
    ...optional("plan", text(...definition, "externalParameters", "planDigest")),
    ...optional("repository", text(...definition, "resolvedDependencies", 0, "uri")),
    builder: text(...details, "builder", "id") ?? "",
    producer: text(...details, "builder", "version", "releaser") ?? "",
    ...optional("invocation", text(...details, "metadata", "invocationId")),
  };
}

function optional<Key extends string>(key: Key, value: string | undefined): { readonly [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: string });
}

function at(value: unknown, path: readonly (number | string)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
    value,
  );
}

function toText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function parseJson(text: string, invalid: (problems: readonly string[], options: ErrorOptions) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(["it is no JSON"], { cause: error });
  }
}
