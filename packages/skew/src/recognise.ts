import type { Finding } from "@releaser/core";
import type { Baseline, BaselineEntry } from "./baseline.ts";
import type { Suppressed } from "./suppressed.ts";

/** An entry of a baseline, and which one it is. */
export interface Stale {
  readonly index: number;
  readonly entry: BaselineEntry;
}

export interface Recognised {
  /** Those that the baseline does not know, in their order. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** The entries that nothing was found for. */
  readonly missed: readonly Stale[];
}

/** Parts findings by a baseline. Each entry knows one finding, so that a second one of the same fingerprint is new. */
export function recognise(findings: readonly Finding[], baseline: Baseline | undefined): Recognised {
  if (baseline === undefined) return { findings, suppressed: [], missed: [] };
  const left = Map.groupBy(
    baseline.entries.map((entry, index) => ({ index, entry })),
    ({ entry }) => entry.fingerprint,
  );
  const judged = findings.map((finding) => ({ finding, known: left.get(finding.fingerprint)?.shift() !== undefined }));
  return {
    findings: judged.filter(({ known }) => !known).map(({ finding }) => finding),
    suppressed: judged.filter(({ known }) => known).map(({ finding }) => ({ by: "baseline", finding })),
    missed: [...left.values()].flat().toSorted((a, b) => a.index - b.index),
  };
}
