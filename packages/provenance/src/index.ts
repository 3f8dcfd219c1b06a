export { judgedCommit as default } from "./judged-commit.ts";
export type { CommitFunctions, CommitOptions } from "./commit-functions.ts";
export { addDecision } from "./add-decision.ts";
export type { AddDecisionOptions } from "./add-decision.ts";
export { appendEntry, checkDraft, renderEntry } from "./append-entry.ts";
export type { Appended, DecisionDraft } from "./append-entry.ts";
export { checkCapsules, namedCapsules } from "./capsules.ts";
export type { CapsuleTitles } from "./capsules.ts";
export { allEntries, checkLedgers } from "./check-ledgers.ts";
export type { JudgedProblem, LedgerPlace, Ledgers, PlacedEntry } from "./check-ledgers.ts";
export { failures } from "./failures.ts";
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
export { createSignedTag } from "./signed-tag.ts";
export type { SignedTagOptions } from "./signed-tag.ts";
export { openSigningKey } from "./signing-key.ts";
export type { SigningKey, SigningKeyOptions } from "./signing-key.ts";
export { renderTagMessage } from "./tag-message.ts";
export { checkTagName } from "./tag-name.ts";
export type { TagProblem, TagVerification } from "./tag-verification.ts";
export { trustedSigners } from "./trusted-signers.ts";
export { verifyTag } from "./verify-tag.ts";
export type { VerifyTagOptions } from "./verify-tag.ts";
export { checkVersionCommit, renderVersionMessage } from "./version-message.ts";
