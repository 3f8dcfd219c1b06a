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
export { gateResource, type GateResourceOptions } from "./gate-resource.ts";
export { type Gate, type GatesConfig, type GateSettings, renderCommand } from "./gate.ts";
export { type EvidenceStore, openEvidence } from "./open-evidence.ts";
export { type SplitCommand, splitCommand } from "./split-command.ts";
export { type ContractReport, type ContractResult, validateContracts } from "./validate-contracts.ts";
export { validateDocument } from "./validate-document.ts";
