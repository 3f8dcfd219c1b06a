import { accountName, type HostKind } from "@releaser/core";

/** Somebody with an account, or by name alone. */
export type Person = { readonly login: string } | { readonly name: string };

/** What is known of a commit beside its id. */
export interface CommitFacts {
  readonly pull: number | undefined;
  readonly author: Person | undefined;
}

/** A commit as git tells it. */
export interface CommitRecord {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly subject: string;
  readonly body: string;
}

const squashed = / \(#(?<pull>[1-9]\d{0,8})\)$/u;
const merged = /^Merge pull request #(?<pull>[1-9]\d{0,8}) from /u;
const mergedOnGitLab = /^See merge request (?:[\w./-]+)?!(?<pull>[1-9]\d{0,8})$/mu;
const hiddenEmails = {
  github: new RegExp(String.raw`^(?:\d+\+)?(?<login>${accountName})@users\.noreply\.github\.com$`, "u"),
  gitlab: new RegExp(String.raw`^\d+-(?<login>${accountName})@users\.noreply\.gitlab\.com$`, "u"),
} as const;

/**
 * The pull request that a commit's message names, as the service's own squash and merge commits do, and its author: the
 * account where the address that the service gives for hiding it names one, the name otherwise.
 */
export function toFacts({ name, email, subject, body }: CommitRecord, kind: HostKind | undefined): CommitFacts {
  const account = kind && hiddenEmails[kind].exec(email)?.groups?.["login"];
  const pull = kind && toPull(subject, body, kind);
  return { pull: pull === undefined ? undefined : Number(pull), author: account ? { login: account } : { name } };
}

function toPull(subject: string, body: string, kind: HostKind): string | undefined {
  const found = kind === "github" ? (merged.exec(subject) ?? squashed.exec(subject)) : mergedOnGitLab.exec(body);
  return found?.groups?.["pull"];
}
