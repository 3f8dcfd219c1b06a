import type { Variation } from "./fault.ts";
import { validHistories } from "./valid-histories.ts";
import { validPackages } from "./valid-packages.ts";
import { validRanges } from "./valid-ranges.ts";

/** What is valid although a tool could take it for a fault; several tools do. */
export const validVariations: readonly Variation[] = [...validRanges, ...validPackages, ...validHistories];
