export { discoverGates, type DiscoverGatesOptions } from "./discover-gates.ts";
export {
  type Attempt,
  type Evidence,
  type EvidenceIdentity,
  type GateEvidence,
  type GateVerdict,
  parseEvidence,
} from "./evidence.ts";
export { failures } from "./failures.ts";
export { toSafeOutput } from "./gate-output.ts";
export { type GateMoment, gateResource, type GateResourceOptions } from "./gate-resource.ts";
export { commandOf, type Gate, type GateOutput, type GatesConfig, type GateSettings } from "./gate.ts";
export type { LicenceException, LicencesConfig } from "./licences/licence-policy.ts";
export { type EvidenceStore, openEvidence } from "./open-evidence.ts";
export { renderContractReport } from "./render-contract-report.ts";
export { describeGrowth } from "./sizes/describe-growth.ts";
export {
  type FileGrowth,
  type FileSize,
  type Growth,
  isWithin,
  judgeSize,
  type PackageSize,
  type SizeTold,
  type SizeVerdict,
} from "./sizes/judge-size.ts";
export { type AllowedGrowth, type SizeLimits, type SizesConfig, toSizeLimits } from "./sizes/size-limits.ts";
export { type SplitCommand, splitCommand } from "./split-command.ts";
export { type ContractReport, type ContractResult, validateContracts } from "./validate-contracts.ts";
export { validateDocument } from "./validate-document.ts";
