export { judgedCommit as default } from "./commits/judged-commit.ts";
export type { CommitFunctions, CommitOptions } from "./commits/commit-functions.ts";
export { addDecision } from "./ledger/add-decision.ts";
export type { AddDecisionOptions } from "./ledger/add-decision.ts";
export { appendEntry, checkDraft, renderEntry } from "./ledger/append-entry.ts";
export type { Appended, DecisionDraft } from "./ledger/append-entry.ts";
export { readBlobAt } from "./blob-at.ts";
export { checkCapsules, namedCapsules } from "./ledger/capsules.ts";
export type { CapsuleTitles } from "./ledger/capsules.ts";
export { checkHeaders } from "./headers/check-headers.ts";
export type { HeaderProblem, HeaderProblemKind } from "./headers/check-headers.ts";
export { allEntries, checkLedgers } from "./ledger/check-ledgers.ts";
export type { JudgedProblem, LedgerPlace, Ledgers, PlacedEntry } from "./ledger/check-ledgers.ts";
export { failures } from "./failures.ts";
export { parseFileHeader } from "./headers/file-header.ts";
export type { FileHeader, Stated } from "./headers/file-header.ts";
export {
  findDecisions,
  ledgerFile,
  ledgerFiles,
  readCapsuleTitles,
  readKnownDecisions,
  readLedgers,
} from "./ledger/ledger-files.ts";
export type { LedgerEntry, LedgerProblem, LedgerProblemKind } from "./ledger/ledger-entries.ts";
export { hasDecision, parseLedger } from "./ledger/ledger.ts";
export type { Ledger } from "./ledger/ledger.ts";
export { planTrailers } from "./commits/plan-trailers.ts";
export type { Producer } from "./commits/plan-trailers.ts";
export { readHeaders } from "./headers/read-headers.ts";
export type { PlacedHeader } from "./headers/read-headers.ts";
export { openGpgKey } from "./signatures/gpg-key.ts";
export type { GpgKey } from "./signatures/gpg-key.ts";
export type { Trust } from "./signatures/judge-signature.ts";
export type { SigningKeyOptions } from "./signatures/key-source.ts";
export { createSignedTag } from "./tags/signed-tag.ts";
export type { SignedTagOptions, SigningKey } from "./tags/signed-tag.ts";
export { openSigningKey } from "./signatures/signing-key.ts";
export type { SshKey } from "./signatures/signing-key.ts";
export { readTagRefs, readTags } from "./tags/read-tags.ts";
export type { FoundTag } from "./tags/read-tags.ts";
export { renderTagMessage } from "./tags/tag-message.ts";
export { checkTagName } from "./tags/tag-name.ts";
export type { TagVerification } from "./tags/tag-verification.ts";
export { trustedSigners } from "./signatures/trusted-signers.ts";
export { verifyCommit } from "./commits/verify-commit.ts";
export type { VerifyCommitOptions } from "./commits/verify-commit.ts";
export { failureOf } from "./verification.ts";
export type { Problem, Verification } from "./verification.ts";
export { readTagRef, verifyTag } from "./tags/verify-tag.ts";
export type { VerifyTagOptions } from "./tags/verify-tag.ts";
export { checkVersionCommit, renderVersionMessage } from "./commits/version-message.ts";
