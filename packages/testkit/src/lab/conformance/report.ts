/** What is asked of every resource, in the order of the report. */
export const conformanceChecks = [
  "observe changes nothing",
  "apply makes it hold",
  "a second run applies nothing",
  "cut off at any call, it is finished by the next runs",
  "disturbed at any call, it is finished by the next runs",
  "it holds in the world whenever a run says so",
  "what is in the way is never overwritten",
  "undo takes it back",
] as const;

export type ConformanceCheck = (typeof conformanceChecks)[number];

/** What became of one check. */
export interface CheckResult {
  readonly check: ConformanceCheck;
  /** How many times it was tried; 0 where the resource has nothing that it could be tried on. */
  readonly tried: number;
  /** One sentence for each time that it failed. */
  readonly problems: readonly string[];
}

/** What the kit says of a resource: plain data, to assert or to print. */
export interface ConformanceReport {
  readonly id: string;
  /** Whether there are no problems at all. */
  readonly conforms: boolean;
  /** One for each of `conformanceChecks`, in that order. */
  readonly checks: readonly CheckResult[];
}

/** All problems as lines `check: problem`; empty where the resource conforms. */
export function problemsOf({ checks }: ConformanceReport): readonly string[] {
  return checks.flatMap(({ check, problems }) => problems.map((problem) => `${check}: ${problem}`));
}
