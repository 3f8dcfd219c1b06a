import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_CHECKSUMS_USAGE: { message: string };
  readonly E_RECORD_ABSENT: { path: string; why: string };
  readonly E_ARTIFACTS_UNFIT: { problems: readonly string[] };
  readonly E_ARTIFACTS_DIFFER: { record: string; files: readonly string[]; problems: readonly string[] };
  readonly E_ARTIFACTS_UNREACHABLE: { files: readonly string[]; problems: readonly string[] };
  readonly E_ARTIFACT_NOT_REGULAR: { file: string; reason: string };
  readonly E_ARTIFACT_CHANGED: { file: string };
  readonly E_CHECKSUMS_INVALID: { file?: string; problems: readonly { line: number; message: string }[] };
  readonly E_STATEMENT_INVALID: { file?: string; problems: readonly string[] };
  readonly E_ENVELOPE_INVALID: { file: string; why: string };
  readonly E_SIGSTORE_UNAVAILABLE: { why: string };
  readonly E_STATEMENT_KEY: { why: string };
  readonly E_TARBALL_DIFFERS: { tarball: string; problems: readonly string[] };
  readonly E_TARBALL_HOSTILE: { tarball: string; problems: readonly string[] };
}

/** The failures of recording and verifying artifacts. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_CHECKSUMS_USAGE: ({ message }) => ({
    exit: 2,
    what: "the command was not understood",
    why: message,
    who: "you",
    next: "releaser-checksums --help",
    retryable: false,
  }),
  E_RECORD_ABSENT: ({ path, why }) => ({
    exit: 2,
    what: `there is no one checksum file at ${path}`,
    why,
    who: "you",
    next: "name the checksum file: releaser-checksums verify <file>",
    retryable: false,
  }),
  E_ARTIFACTS_UNFIT: ({ problems }) => ({
    exit: 2,
    what: "these files cannot be recorded together",
    why: problems.join("\n"),
    who: "you",
    next: "name other files, or give them names that every file system keeps apart; nothing was written",
    retryable: false,
  }),
  E_ARTIFACTS_DIFFER: ({ record, files, problems }) => ({
    exit: 6,
    what: `${count(files, "artifact is", "artifacts are")} not what ${record} says`,
    why: problems.join("\n"),
    who: "Owner",
    next: "use none of them; take both sides again from where they were signed, and find out who changed which",
    retryable: false,
  }),
  E_ARTIFACTS_UNREACHABLE: ({ files, problems }) => ({
    exit: 5,
    what: `${count(files, "artifact", "artifacts")} could not be downloaded`,
    why: problems.join("\n"),
    who: "you",
    next: "type the same command again; nothing was changed",
    retryable: true,
  }),
  E_ARTIFACT_NOT_REGULAR: ({ file, reason }) => ({
    exit: 6,
    what: `${file} is no artifact: ${reason}`,
    why: "only a regular file, opened without following links, is sure to be the one that is uploaded",
    who: "Owner",
    next: "put the file itself in its place and run the same command",
    retryable: false,
  }),
  E_ARTIFACT_CHANGED: ({ file }) => ({
    exit: 6,
    what: `${file} changed while it was read`,
    why: "its checksum would be of bytes that nobody has",
    who: "Owner",
    next: "stop whatever writes to it, then run the same command",
    retryable: true,
  }),
  E_CHECKSUMS_INVALID: ({ file = "the checksum file", problems }) => ({
    exit: 6,
    what: `${file} is not one that Releaser writes:\n${problems.map(({ line, message }) => `  line ${line}: ${message}`).join("\n")}`,
    why: "a file that can be read in two ways verifies nothing",
    who: "Owner",
    next: "take the file from the signed tag's release again; its SHA-256 stands in the tag as Checksums-SHA256",
    retryable: false,
  }),
  E_STATEMENT_INVALID: ({ file = "the statement", problems }) => ({
    exit: 6,
    what: `${file} is not one that Releaser writes: ${problems.join("; ")}`,
    why: "what cannot be read in full is not believed in part",
    who: "Owner",
    next: "take the statement from the release again, and compare its subjects with the checksum file",
    retryable: false,
  }),
  E_ENVELOPE_INVALID: ({ file, why }) => ({
    exit: 6,
    what: `${file} is not one that Releaser writes`,
    why,
    who: "Owner",
    next: "take the signed statement from the release again",
    retryable: false,
  }),
  E_SIGSTORE_UNAVAILABLE: ({ why }) => ({
    exit: 5,
    what: "sigstore did not answer",
    why,
    who: "you",
    next: "type the same command again; nothing was changed",
    retryable: true,
  }),
  E_STATEMENT_KEY: ({ why }) => ({
    exit: 9,
    what: "the statement cannot be signed or verified with this key",
    why,
    who: "Integrator/Owner",
    next: "give an ed25519 key in PEM without a passphrase, or an SSH key that signs without asking",
    retryable: true,
  }),
  E_TARBALL_DIFFERS: ({ tarball, problems }) => ({
    exit: 6,
    what: `${tarball} holds what must not be published`,
    why: problems.join("\n"),
    who: "Builder",
    next: "find out what wrote it: a build that changes tracked files, a manifest that is rewritten, a step of the packer",
    retryable: false,
  }),
  E_TARBALL_HOSTILE: ({ tarball, problems }) => ({
    exit: 6,
    what: `${tarball} is not a package that could be unpacked safely: ${problems.join("; ")}`,
    why: "its entries would leave the folder, overwrite each other or exhaust the machine that installs it",
    who: "Owner",
    next: "find out what packed it; nothing was unpacked or published",
    retryable: false,
  }),
});

function count(files: readonly string[], one: string, more: string): string {
  return `${files.length} ${files.length === 1 ? one : more}`;
}
