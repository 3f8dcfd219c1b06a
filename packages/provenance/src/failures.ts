import { defineFailures, type FailureConstructors, type FailureText } from "@releaser/core";

/** A tag or commit that is not what it should be: somebody with authority decides, and nothing is overwritten. */
function wrong(what: string, why: string, next: string): FailureText {
  return { exit: 6, what, why, who: "Owner", next, retryable: false };
}

interface Details {
  readonly E_COMMIT_DECISION: { commit: string; ids: readonly string[] };
  readonly E_COMMIT_FILES: { commit: string; paths: readonly string[] };
  readonly E_COMMIT_MALFORMED: { commit: string };
  readonly E_COMMIT_MESSAGE: { commit: string; problems: readonly string[] };
  readonly E_COMMIT_SIGNATURE_BAD: { commit: string; reason: string };
  readonly E_COMMIT_SIGNER: { commit: string; reason: string };
  readonly E_COMMIT_UNSIGNED: { commit: string };
  readonly E_DECISION_INVALID: { problems: readonly string[] };
  readonly E_LEDGER_UNREADABLE: { file: string; reason: string };
  readonly E_LEDGER_WRITE: { file: string; reason: string };
  readonly E_LEDGER_INVALID: { problems: readonly string[] };
  readonly E_LEDGER_LOCKED: { file: string; pid: string; seconds: number };
  readonly E_LEDGER_LOCK_STALE: { file: string; pid: string; seconds: number };
  readonly E_SIGNING_KEY_MISSING: { source: string; reason: string };
  readonly E_SIGNERS_MISSING: { path: string; reason: string };
  readonly E_TAG_INVALID: { tag: string; reason: string };
  readonly E_TAG_CONFLICT: { tag: string; expected: string; found: string };
  readonly E_TAG_NOT_VERIFIED: { tag: string; problems: readonly string[] };
  readonly E_TAG_ABSENT: { tag: string };
  readonly E_TAG_LIGHTWEIGHT: { tag: string; type: string };
  readonly E_TAG_MALFORMED: { tag: string; reason: string };
  readonly E_TAG_NESTED: { tag: string };
  readonly E_TAG_NOT_COMMIT: { tag: string; type: string };
  readonly E_TAG_NAME_MISMATCH: { tag: string; inner: string };
  readonly E_TAG_OBJECT_MISMATCH: { tag: string; expected: string; found: string };
  readonly E_TAG_UNSIGNED: { tag: string };
  readonly E_TAG_SIGNATURE_BAD: { tag: string; reason: string };
  readonly E_TAG_SIGNER_UNKNOWN: { tag: string; fingerprint: string };
  readonly E_TAG_KEY_EXPIRED: { tag: string; fingerprint: string; date: string };
  readonly E_TAG_BACKDATED: { tag: string; date: string; bound: string };
}

/** The failures of the ledger, of signing, of tags and of verifying them. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_COMMIT_DECISION: ({ commit, ids }) =>
    wrong(
      `the version commit ${short(commit)} names decisions that the ledger in it does not have: ${ids.join(", ")}`,
      "what a release carries out must be written down where it is",
      "add the decisions to the ledger, take the commit back, and run `releaser version` again",
    ),
  E_COMMIT_FILES: ({ commit, paths }) =>
    wrong(
      `the version commit ${short(commit)} touches what no version commit may: ${listed(paths)}`,
      "a release is reviewed as versions and notes; whatever else came with it was not",
      "take the commit back, commit these files by themselves, and run `releaser version` again",
    ),
  E_COMMIT_MALFORMED: ({ commit }) =>
    wrong(
      `the version commit ${short(commit)} cannot be read`,
      "its header is not one that git writes, or holds more than one signature",
      "find out who pushed it, and cut the release again",
    ),
  E_COMMIT_MESSAGE: ({ commit, problems }) =>
    wrong(
      `the message of the version commit ${short(commit)} is not its plan's: ${problems.join("; ")}`,
      "a squash or a merge button may have changed it, and that is all right; another train or plan is another release's",
      `look at \`git show ${short(commit)}\`; what counts is release/plan.json in it`,
    ),
  E_COMMIT_SIGNATURE_BAD: ({ commit, reason }) =>
    wrong(
      `the signature of the version commit ${short(commit)} does not fit its content: ${reason}`,
      "the commit was altered after it was signed, or was signed for another purpose",
      "do not release it; find out who pushed it",
    ),
  E_COMMIT_SIGNER: ({ commit, reason }) =>
    wrong(
      `the version commit ${short(commit)} is signed, and by no trusted signer: ${reason}`,
      "a signature of a key that nobody vouches for says as much as none",
      "add the key to the trusted signers if it is one of yours; otherwise find out who pushed the commit",
    ),
  E_COMMIT_UNSIGNED: ({ commit }) =>
    wrong(
      `the version commit ${short(commit)} is not signed`,
      "a signature of the version commit is required here",
      "take the commit back and make it again with `git config commit.gpgSign true`",
    ),
  E_DECISION_INVALID: ({ problems }) => ({
    exit: 2,
    what: "the decision cannot be written as one entry of the ledger",
    why: problems.join("\n"),
    who: "you",
    next: "mend what is named and type the command again; nothing was written",
    retryable: false,
  }),
  E_LEDGER_UNREADABLE: ({ file, reason }) => ({
    exit: 2,
    what: `${file} cannot be read as a ledger of decisions`,
    why: reason,
    who: "you",
    next: `make it a file of text in the repository; a new one begins with "# Decisions", "## NEXT_ID" and "D-0001"`,
    retryable: false,
  }),
  E_LEDGER_WRITE: ({ file, reason }) => ({
    exit: 2,
    what: `${file} could not be written`,
    why: reason,
    who: "you",
    next: "mend that, then type the same command again; the ledger is as it was",
    retryable: true,
  }),
  E_LEDGER_INVALID: ({ problems }) => ({
    exit: 3,
    what: "the ledger does not say which id is free",
    why: problems.join("\n"),
    who: "you",
    next: "mend these lines, then type the same command again; an id is never given twice, so nothing was written",
    retryable: false,
  }),
  E_LEDGER_LOCKED: ({ file, pid, seconds }) => ({
    exit: 8,
    what: `the ledger is locked by ${pid}, which is running`,
    why: `${file} was made ${seconds} s ago, and whoever writes without it could give the same id twice`,
    who: "you",
    next: "type the same command again when that process has ended",
    retryable: true,
  }),
  E_LEDGER_LOCK_STALE: ({ file, pid, seconds }) => ({
    exit: 8,
    what: `the ledger is locked by ${pid}, which is not running here`,
    why: `${file} was made ${seconds} s ago; its holder was killed, or runs on another machine`,
    who: "you",
    next: "make sure that nobody writes the ledger, then type the same command with --break-lock",
    retryable: false,
  }),
  E_SIGNING_KEY_MISSING: ({ source, reason }) => ({
    exit: 9,
    what: `nothing can be signed with ${source}: ${reason}`,
    why: "a release without a signature cannot be told from somebody else's, so no tag is made",
    who: "Integrator/Owner",
    next: "set RELEASER_SIGNING_KEY to the path or the text of a key without passphrase, of the kind that signing.format says (an SSH key file has mode 0600), or make it known to its agent (for SSH `ssh-add`), then run the same command",
    retryable: true,
  }),
  E_SIGNERS_MISSING: ({ path, reason }) => ({
    exit: 9,
    what: `the trusted signers cannot be read from ${path}: ${reason}`,
    why: "without them no signature means anything",
    who: "Integrator/Owner",
    next: "commit `.github/allowed_signers`, or for OpenPGP `.github/allowed_gpg_keys.asc`, to the release branch before the release, or name a file with --allowed-signers",
    retryable: true,
  }),
  E_TAG_INVALID: ({ tag, reason }) => ({
    exit: 2,
    what: `the tag ${tag} cannot be made: ${reason}`,
    why: "such a tag could be taken for an option, a path or another tag",
    who: "you",
    next: "correct what the message names and run the same command",
    retryable: false,
  }),
  E_TAG_CONFLICT: ({ tag, expected, found }) =>
    wrong(
      `the tag ${tag} exists with other content: ${found} instead of ${expected}`,
      "a tag that somebody may have fetched is never moved",
      `look at \`git show ${tag}\`; when it is wrong, abandon that version and release the next one`,
    ),
  E_TAG_NOT_VERIFIED: ({ tag, problems }) => ({
    exit: 9,
    what: `the new tag ${tag} was signed but does not verify: ${problems.join("; ")}`,
    why: "a tag is only put in place once its signature, signer, name and object were read back",
    who: "Integrator/Owner",
    next: 'add the public key to the trusted signers, an SSH key with namespaces="git", or sign with a key that is there, then run the same command',
    retryable: true,
  }),
  E_TAG_ABSENT: ({ tag }) => ({
    exit: 5,
    what: `there is no tag ${tag} here`,
    why: "it was not made yet, or not fetched",
    who: "you",
    next: `\`git fetch origin tag ${tag}\`, or publish the release`,
    retryable: true,
  }),
  E_TAG_LIGHTWEIGHT: ({ tag, type }) =>
    wrong(
      `the tag ${tag} is a bare reference to a ${type}`,
      "only a tag object can carry a signature",
      "find out who pushed it; release the next version with a signed tag",
    ),
  E_TAG_MALFORMED: ({ tag, reason }) =>
    wrong(
      `the tag ${tag} cannot be read: ${reason}`,
      "an object that git itself would refuse to make proves nothing",
      "find out who pushed it; release the next version with a signed tag",
    ),
  E_TAG_NESTED: ({ tag }) =>
    wrong(
      `the tag ${tag} names another tag`,
      "what a nested tag names can be exchanged behind its signature's meaning",
      "find out who pushed it; release the next version with a tag of the commit itself",
    ),
  E_TAG_NOT_COMMIT: ({ tag, type }) =>
    wrong(
      `the tag ${tag} names a ${type} and not a commit`,
      "a release is a commit",
      "find out who pushed it; release the next version with a tag of its commit",
    ),
  E_TAG_NAME_MISMATCH: ({ tag, inner }) =>
    wrong(
      `the tag ${tag} holds the signed tag ${inner}`,
      "a signature for one version was put under the name of another",
      "do not use it; find out who pushed it, and look at the remote's audit log",
    ),
  E_TAG_OBJECT_MISMATCH: ({ tag, expected, found }) =>
    wrong(
      `the tag ${tag} names ${found} and not ${expected}`,
      "the release would be another commit than the one that was planned and proven",
      `compare the two with \`git log ${expected}..${found}\``,
    ),
  E_TAG_UNSIGNED: ({ tag }) =>
    wrong(
      `the tag ${tag} is not signed`,
      "anybody who may push could have made it",
      "find out who pushed it; release the next version with a signed tag",
    ),
  E_TAG_SIGNATURE_BAD: ({ tag, reason }) =>
    wrong(
      `the signature of the tag ${tag} does not fit its content: ${reason}`,
      "the tag was altered after it was signed, or was signed for another purpose",
      "do not use it; fetch the tag again from the remote and look at the audit log",
    ),
  E_TAG_SIGNER_UNKNOWN: ({ tag, fingerprint }) =>
    wrong(
      `the tag ${tag} is signed by ${fingerprint}, which is no trusted signer`,
      "the signature is sound but nobody vouches for its key",
      "if the key is yours, add it to `.github/allowed_signers`, or an OpenPGP key to `.github/allowed_gpg_keys.asc`, on the release branch; otherwise treat the tag as forged",
    ),
  E_TAG_KEY_EXPIRED: ({ tag, fingerprint, date }) =>
    wrong(
      `the key ${fingerprint} of the tag ${tag} was not valid on ${date}`,
      "the trusted signers, or an OpenPGP key itself, limit it to another time, or to another purpose than git",
      "check valid-after, valid-before and namespaces of an SSH key in the trusted signers, expiry and revocation of an OpenPGP key",
    ),
  E_TAG_BACKDATED: ({ tag, date, bound }) =>
    wrong(
      `the tag ${tag} is dated ${date}, which does not fit ${bound}`,
      "a date other than the true one lets an expired key pass as valid",
      "mend the clock of the machine that signs; of a tag that exists, find out who made it",
    ),
});

function short(commit: string): string {
  return commit.slice(0, 12);
}

/** The first of many, and how many more there are. */
function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 10).join(", ");
  return paths.length > 10 ? `${shown} and ${paths.length - 10} more` : shown;
}
