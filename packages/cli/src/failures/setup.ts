import { defineFailures, type FailureConstructors } from "@releaser/core";

export interface SetupDetails {
  readonly E_REMOTE_MISSING: { remote: string };
  readonly E_SIGNER_UNTRUSTED: { file: string; branch: string; fingerprint: string; key: string };
  readonly E_TOOL: { tool: string; found: string | null; wanted: string };
  readonly E_SETUP_UNCONFIRMED: { files: readonly string[]; asked: boolean };
  readonly E_SETUP_UNFIT: { what: string; why: string; next: string };
}

/** What keeps a repository from being set up, or from its first release. */
export const setupFailures: FailureConstructors<SetupDetails> = defineFailures<SetupDetails>({
  E_REMOTE_MISSING: (d) => ({
    exit: 2,
    what: `git knows no remote ${d.remote}`,
    why: "a release is pushed there: its commit, its tags",
    who: "you",
    next: `git remote add ${d.remote} <address>, or name another one as remote in the configuration`,
    retryable: false,
  }),
  E_SETUP_UNCONFIRMED: (d) => ({
    exit: 2,
    what: "nothing was written",
    why: d.asked
      ? "you did not agree to it"
      : "nobody can be asked here, and files of yours are not changed without a yes",
    who: "you",
    next: d.asked ? "type it again when you want it" : "read the list above, then type the same command with --yes",
    retryable: false,
  }),
  E_SETUP_UNFIT: (d) => ({
    exit: 2,
    what: d.what,
    why: d.why,
    who: "you",
    next: d.next,
    retryable: false,
  }),
  E_SIGNER_UNTRUSTED: (d) => ({
    exit: 9,
    what: `${d.branch} does not trust ${d.fingerprint}, the key that signs here`,
    why: `no line of ${d.file}, as it is committed there, has this key for git`,
    who: "Integrator/Owner",
    next: `commit the line <address> namespaces="git" ${d.key} in ${d.file} to ${d.branch}`,
    retryable: false,
  }),
  E_TOOL: (d) => ({
    exit: 2,
    what: d.found === null ? `${d.tool} is not here` : `${d.tool} is ${d.found}`,
    why: d.wanted === "*" ? "a release starts it" : `a release needs ${d.wanted}`,
    who: "you",
    next: `install ${d.tool}${d.wanted === "*" ? "" : ` ${d.wanted}`}, or put it on PATH`,
    retryable: false,
  }),
});
