import { checkArtifactName, collisions } from "../tarball/artifact-name.ts";
import { parsePackageUri } from "./package-uri.ts";
import type { StatementOptions, StatementSubject } from "./statement.ts";

/** What is wrong with what a statement says; empty where nothing is. */
export function checkStatement(options: StatementOptions): readonly string[] {
  const { subjects, commit, plan, repository } = options;
  return [
    ...(subjects.length === 0 ? ["it has no subject"] : []),
    ...subjects.flatMap(checkSubject),
    ...collisions(subjects.map(({ name }) => name)).map(({ earlier }) => `it names ${earlier} a second time`),
    ...(commit === undefined || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(commit)
      ? []
      : ["its commit is not given in full"]),
    ...(plan === undefined || /^[0-9a-f]{64}$/u.test(plan) ? [] : ["its plan digest is no SHA-256"]),
    ...(plan !== undefined && (commit === undefined || repository === undefined)
      ? ["it states a plan without the commit and the repository that the plan is of"]
      : []),
    ...(["version", "builder", "producer"] as const).flatMap((key) =>
      options[key] === "" ? [`it states no ${key}`] : [],
    ),
  ];
}

function checkSubject({ name, uri, sha256, sha512 }: StatementSubject): readonly string[] {
  const reason = checkArtifactName(name);
  return [
    ...(reason === undefined ? [] : [`${JSON.stringify(name)}: ${reason}`]),
    ...(uri === undefined || parsePackageUri(uri) !== undefined
      ? []
      : [`${JSON.stringify(name)} has a URI that names no version of a package`]),
    ...(/^[0-9a-f]{64}$/u.test(sha256) ? [] : [`${JSON.stringify(name)} has no SHA-256`]),
    ...(/^[0-9a-f]{128}$/u.test(sha512) ? [] : [`${JSON.stringify(name)} has no SHA-512`]),
  ];
}
