import type { CheckResult } from "./report.ts";

/** What one check came to. */
export type Found = Omit<CheckResult, "check">;

/** Of a check that could not be tried. */
export const nothing: Found = { tried: 0, problems: [] };

/** Of a check that was tried once: its problems, and `false` for each that is none. */
export function once(...problems: readonly (string | false)[]): Found {
  return { tried: 1, problems: problems.filter((problem) => problem !== false) };
}

/** Two of the same check. */
export function joined(one: Found, other: Found): Found {
  return { tried: one.tried + other.tried, problems: [...one.problems, ...other.problems] };
}
