import type { Suppressed } from "./suppressed.ts";
import type { Finding, Level, Planner, Scope } from "@releaser/core";

/** Which Changesets planned; null where nothing was planned. */
export type Planned = Planner | null;

/** The document `skew-report.v1`: `releaser skew --json`. */
export interface SkewReport {
  readonly schema: "skew-report.v1";
  /** Whether no finding is an error. */
  readonly ok: boolean;
  readonly scope: Scope;
  readonly planner: Planned;
  /** How many folders with a manifest were looked at, the root included. */
  readonly packages: number;
  readonly counts: Readonly<Record<Level, number>>;
  /** By file, line, pointer and rule. */
  readonly findings: readonly Finding[];
  /** What is found and does not count: what exemptions mean, then what the baseline knows, each in the same order. */
  readonly suppressed: readonly Suppressed[];
  /** Milliseconds. */
  readonly ms: number;
}
