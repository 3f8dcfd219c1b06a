import type { Suppressed } from "./suppressed.ts";
import type { Fix, FixCommand, Finding, Level, Planner, Scope } from "@releaser/core";

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
  /** What `--fix` mended before this report was made; undefined where nobody asked for it. */
  readonly fixed?: readonly Fixed[];
  /** Fixes that were asked for and are not made. */
  readonly unfixed?: readonly Unfixed[];
}

/** A finding that was mended. */
export interface Fixed {
  readonly rule: string;
  readonly message: string;
  readonly safety: Fix["safety"];
  readonly places: readonly FixedPlace[];
  /** What was run, where that mended it. */
  readonly command?: FixCommand;
}

/** One place that was changed: a value where the fix is about one, else the lines. */
export interface FixedPlace {
  readonly file: string;
  /** Absent for a file that is new. */
  readonly line?: number;
  /** Null where nothing stood there. */
  readonly was: string | null;
  /** Null where nothing stands there now, and for a file that is new. */
  readonly now: string | null;
}

/** A finding whose fix is not made, and why. */
export interface Unfixed {
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly line?: number;
  readonly why: string;
}
