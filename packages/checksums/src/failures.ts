import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_ARTIFACT_NOT_REGULAR: { file: string; reason: string };
  readonly E_ARTIFACT_CHANGED: { file: string };
  readonly E_CHECKSUMS_INVALID: { problems: readonly { line: number; message: string }[] };
  readonly E_STATEMENT_INVALID: { problems: readonly string[] };
  readonly E_TARBALL_HOSTILE: { tarball: string; problems: readonly string[] };
}

/** The failures of recording and verifying artifacts. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
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
  E_CHECKSUMS_INVALID: ({ problems }) => ({
    exit: 6,
    what: `the checksum file is not one that Releaser writes:\n${problems.map(({ line, message }) => `  line ${line}: ${message}`).join("\n")}`,
    why: "a file that can be read in two ways verifies nothing",
    who: "Owner",
    next: "take the file from the signed tag's release again; its SHA-256 stands in the tag as Checksums-SHA256",
    retryable: false,
  }),
  E_STATEMENT_INVALID: ({ problems }) => ({
    exit: 6,
    what: `the statement is not one that Releaser writes: ${problems.join("; ")}`,
    why: "what cannot be read in full is not believed in part",
    who: "Owner",
    next: "take the statement from the release again, and compare its subjects with the checksum file",
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
