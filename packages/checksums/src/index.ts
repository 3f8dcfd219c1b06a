export { checkEntryPoints } from "./tarball/check-entry-points.ts";
export type { EntryPoints } from "./tarball/check-entry-points.ts";
export { checkTarball } from "./tarball/check-tarball.ts";
export type { ExpectedTarball } from "./tarball/check-tarball.ts";
export { parseChecksums, renderChecksums } from "./record/checksum-record.ts";
export type { ChecksumRecord } from "./record/checksum-record.ts";
export { compareStatement, describeProblem, withStatement } from "./record/compare-artifact.ts";
export type { ArtifactProblem, ExpectedFile } from "./record/compare-artifact.ts";
export { failures } from "./failures.ts";
export { hashFile } from "./record/hash-file.ts";
export type { FileHash } from "./record/digests.ts";
export { builderOf, repositoryUri } from "./statement/builder.ts";
export { compareTarball } from "./tarball/compare-tarball.ts";
export type {
  CompareTarballOptions,
  PreviousPackage,
  TarballDifference,
  TrackedPackage,
} from "./tarball/compare-tarball.ts";
export { findArtifacts } from "./record/find-artifacts.ts";
export type { FindArtifactsOptions } from "./record/find-artifacts.ts";
export { readRecord } from "./record/read-record.ts";
export type { ReadRecord } from "./record/read-record.ts";
export { openSignerAt, openVerifier } from "./signing/open-key.ts";
export { openEd25519Signer, openEd25519Verifier } from "./signing/ed25519.ts";
export { openSshSigner, openSshVerifier, sshNamespace } from "./signing/ssh.ts";
export type { SshOptions } from "./signing/ssh.ts";
export { attestStatement, verifyBundle } from "./signing/sigstore.ts";
export type { Sigstore, SigstoreIdentity } from "./signing/sigstore.ts";
export { signStatement, verifyEnvelope } from "./signing/signer.ts";
export type { StatementSigner, StatementVerifier } from "./signing/signer.ts";
export { openTracked } from "./tracked/read-tracked.ts";
export type { TrackedCommit } from "./tracked/read-tracked.ts";
export type { AskGit, AskGitOptions } from "./tracked/ask-git.ts";
export { recordArtifacts, recordFile } from "./record/record-artifacts.ts";
export type { Recorded, RecordedFile } from "./record/record-artifacts.ts";
export { recordNames } from "./record/record-names.ts";
export type { RecordNames } from "./record/record-names.ts";
export type { Remote } from "./verify/remote.ts";
export { verifyPage } from "./verify/verify-page.ts";
export { verifyRegistry } from "./verify/verify-registry.ts";
export { inspectTarball } from "./tarball/inspect-tarball.ts";
export type { TarballContents } from "./tarball/inspect-tarball.ts";
export type { TarEntry, TarLimits } from "./tarball/read-tar-entries.ts";
export { parseStatement, renderStatement } from "./statement/statement.ts";
export type { StatementOptions, StatementSubject } from "./statement/statement.ts";
export { parsePackageUri, renderPackageUri } from "./statement/package-uri.ts";
export type { PackageVersion } from "./statement/package-uri.ts";
export { verifyDirectory, verifyFile } from "./verify/verify-directory.ts";
export type { VerifyDirectoryOptions } from "./verify/verify-directory.ts";
