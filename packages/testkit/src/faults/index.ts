import { contractFaults } from "./contract-faults.ts";
import type { Fault } from "./fault.ts";
import { identityFaults } from "./identity-faults.ts";
import { metaFaults } from "./meta-faults.ts";
import { planFaults } from "./plan-faults.ts";
import { rangeFaults } from "./range-faults.ts";

export { cleanRepo, cleanTags, cleanWorld } from "./clean-repo.ts";
export type { Fault, Variation } from "./fault.ts";
export { lockOf } from "./lock-of.ts";
export { validVariations } from "./valid-variations.ts";
export { standInPnpm } from "./stand-in-pnpm.ts";
export { type Tree, treeOf } from "./tree.ts";

/** One fault for each rule of the catalogue, each to be seeded alone. */
export const faults: readonly Fault[] = [
  ...rangeFaults,
  ...identityFaults,
  ...metaFaults,
  ...planFaults,
  ...contractFaults,
];
