export { judgedCommit as default } from "./judged-commit.ts";
export type { CommitFunctions, CommitOptions } from "./commit-functions.ts";
export { addDecision } from "./add-decision.ts";
export type { AddDecisionOptions } from "./add-decision.ts";
export { appendEntry, checkDraft, renderEntry } from "./append-entry.ts";
export type { Appended, DecisionDraft } from "./append-entry.ts";
export { readBlobAt } from "./blob-at.ts";
export { checkCapsules, namedCapsules } from "./capsules.ts";
export type { CapsuleTitles } from "./capsules.ts";
export { checkHeaders } from "./check-headers.ts";
export type { HeaderProblem, HeaderProblemKind } from "./check-headers.ts";
export { allEntries, checkLedgers } from "./check-ledgers.ts";
export type { JudgedProblem, LedgerPlace, Ledgers, PlacedEntry } from "./check-ledgers.ts";
export { failures } from "./failures.ts";
export { parseFileHeader } from "./file-header.ts";
export type { FileHeader, Stated } from "./file-header.ts";
export {
  findDecisions,
  ledgerFile,
  ledgerFiles,
  readCapsuleTitles,
  readKnownDecisions,
  readLedgers,
} from "./ledger-files.ts";
export type { LedgerEntry, LedgerProblem, LedgerProblemKind } from "./ledger-entries.ts";
export { hasDecision, parseLedger } from "./ledger.ts";
export type { Ledger } from "./ledger.ts";
export { planTrailers } from "./plan-trailers.ts";
export type { Producer } from "./plan-trailers.ts";
export { readHeaders } from "./read-headers.ts";
export type { PlacedHeader } from "./read-headers.ts";
export { openGpgKey } from "./gpg-key.ts";
export type { GpgKey } from "./gpg-key.ts";
export type { Trust } from "./judge-signature.ts";
export type { SigningKeyOptions } from "./key-source.ts";
export { createSignedTag } from "./signed-tag.ts";
export type { SignedTagOptions, SigningKey } from "./signed-tag.ts";
export { openSigningKey } from "./signing-key.ts";
export type { SshKey } from "./signing-key.ts";
export { readTagRefs, readTags } from "./read-tags.ts";
export type { FoundTag } from "./read-tags.ts";
export { renderTagMessage } from "./tag-message.ts";
export { checkTagName } from "./tag-name.ts";
export type { TagVerification } from "./tag-verification.ts";
export { trustedSigners } from "./trusted-signers.ts";
export { verifyCommit } from "./verify-commit.ts";
export type { VerifyCommitOptions } from "./verify-commit.ts";
export { failureOf } from "./verification.ts";
export type { Problem, Verification } from "./verification.ts";
export { readTagRef, verifyTag } from "./verify-tag.ts";
export type { VerifyTagOptions } from "./verify-tag.ts";
export { checkVersionCommit, renderVersionMessage } from "./version-message.ts";
