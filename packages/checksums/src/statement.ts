import { byCodeUnit, checkArtifactName, collisions } from "./artifact-name.ts";
import { failures } from "./failures.ts";

/** One artifact that a statement is about. */
export interface StatementSubject {
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
  /** Hex. */
  readonly sha512: string;
}

/** What a statement says: which bytes were made, from which commit and plan, by whom. */
export interface StatementOptions {
  readonly subjects: readonly StatementSubject[];
  readonly version: string;
  readonly commit: string;
  /** The plan's digest, in hex. */
  readonly plan: string;
  /** Where the commit lives, for example `git+https://host/owner/name`. */
  readonly repository: string;
  /** A URI that names what built it, trust boundary included; a workflow's address, or `…/local` for a person's machine. */
  readonly builder: string;
  /** For example `releaser@0.1.0`. */
  readonly producer: string;
  /** One run of the builder, where it has an address. */
  readonly invocation?: string;
}

const statementType = "https://in-toto.io/Statement/v1";
const predicateType = "https://slsa.dev/provenance/v1";
const buildType = "https://github.com/releaser/releaser/build-types/release/v1";

/**
 * An in-toto Statement v1 with a SLSA provenance v1 predicate. The same options give the same bytes; it holds no dates.
 * @throws E_STATEMENT_INVALID for options that `parseStatement` would refuse
 */
export function renderStatement(options: StatementOptions): string {
  const text = `${JSON.stringify(toStatement(options), undefined, 2)}\n`;
  parseStatement(text);
  return text;
}

function toStatement(options: StatementOptions): unknown {
  return {
    _type: statementType,
    subject: options.subjects
      .toSorted((a, b) => byCodeUnit(a.name, b.name))
      .map(({ name, sha256, sha512 }) => ({ name, digest: { sha256, sha512 } })),
    predicateType,
    predicate: {
      buildDefinition: {
        buildType,
        externalParameters: { version: options.version, planDigest: options.plan },
        resolvedDependencies: [{ uri: options.repository, digest: { gitCommit: options.commit } }],
      },
      runDetails: {
        builder: { id: options.builder, version: { releaser: options.producer } },
        ...(options.invocation !== undefined && { metadata: { invocationId: options.invocation } }),
      },
    },
  };
}

/**
 * Reads back what `renderStatement` wrote; anything else in the document is a problem.
 * @throws E_STATEMENT_INVALID with every problem
 */
export function parseStatement(text: string): StatementOptions {
  const document = parseJson(text);
  const options = toOptions(document);
  const problems = [
    ...checkOptions(options),
    ...(JSON.stringify(toStatement(options), undefined, 2) === text.trimEnd()
      ? []
      : ["it has other members, or another form, than a statement of a release"]),
  ];
  if (problems.length > 0) throw failures.E_STATEMENT_INVALID({ problems });
  return options;
}

function checkOptions(options: StatementOptions): readonly string[] {
  const { subjects } = options;
  return [
    ...(subjects.length === 0 ? ["it has no subject"] : []),
    ...subjects.flatMap(checkSubject),
    ...collisions(subjects.map(({ name }) => name)).map(({ earlier }) => `it names ${earlier} a second time`),
    ...(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(options.commit) ? [] : ["its commit is not given in full"]),
    ...(/^[0-9a-f]{64}$/u.test(options.plan) ? [] : ["its plan digest is no SHA-256"]),
    ...(["version", "repository", "builder", "producer"] as const).flatMap((key) =>
      options[key] === "" ? [`it states no ${key}`] : [],
    ),
  ];
}

function checkSubject({ name, sha256, sha512 }: StatementSubject): readonly string[] {
  const reason = checkArtifactName(name);
  return [
    ...(reason === undefined ? [] : [`${JSON.stringify(name)}: ${reason}`]),
    ...(/^[0-9a-f]{64}$/u.test(sha256) ? [] : [`${JSON.stringify(name)} has no SHA-256`]),
    ...(/^[0-9a-f]{128}$/u.test(sha512) ? [] : [`${JSON.stringify(name)} has no SHA-512`]),
  ];
}

function toOptions(document: unknown): StatementOptions {
  const text = (...path: readonly (number | string)[]): string => toText(at(document, path));
  const definition = ["predicate", "buildDefinition"];
  const details = ["predicate", "runDetails"];
  const subjects = at(document, ["subject"]);
  const invocation = text(...details, "metadata", "invocationId");
  return {
    subjects: (Array.isArray(subjects) ? subjects : []).map((_, index) => ({
      name: text("subject", index, "name"),
      sha256: text("subject", index, "digest", "sha256"),
      sha512: text("subject", index, "digest", "sha512"),
    })),
    version: text(...definition, "externalParameters", "version"),
    commit: text(...definition, "resolvedDependencies", 0, "digest", "gitCommit"),
    plan: text(...definition, "externalParameters", "planDigest"),
    repository: text(...definition, "resolvedDependencies", 0, "uri"),
    builder: text(...details, "builder", "id"),
    producer: text(...details, "builder", "version", "releaser"),
    ...(invocation !== "" && { invocation }),
  };
}

function at(value: unknown, path: readonly (number | string)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
    value,
  );
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failures.E_STATEMENT_INVALID({ problems: ["it is no JSON"] }, { cause: error });
  }
}
