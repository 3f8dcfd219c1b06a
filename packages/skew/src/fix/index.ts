export { applyEdits } from "./apply-edits.ts";
export { type FileChange, type FixInput, type FixPlan, planFixes, toUnfixed } from "./plan-fixes.ts";
export type { Looked } from "./texts.ts";
export { statedValues } from "../stated-values.ts";
export { renderDiff } from "./render-diff.ts";
