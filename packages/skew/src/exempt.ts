import type { Finding } from "@releaser/core";
import { type Exemption, hasEnded, toExempts } from "./exemptions.ts";
import type { Suppressed } from "./suppressed.ts";

export interface Exempted {
  /** Those that no exemption means, in their order. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** Every exemption that means a finding, and of those that have ended the ones without which it counts. */
  readonly met: ReadonlySet<Exemption>;
  /** Those that have ended, and how many findings count for it. */
  readonly ended: ReadonlyMap<Exemption, number>;
}

/** Parts findings by exemptions: of several that mean a finding the first that has not ended gives the reason. */
export function exempt(
  findings: readonly Finding[],
  exemptions: readonly Exemption[],
  today: string | undefined,
): Exempted {
  if (exemptions.length === 0) return { findings, suppressed: [], met: new Set(), ended: new Map() };
  const all = exemptions.map((exemption) => ({ exemption, exempts: toExempts(exemption) }));
  const settled = findings.map((finding) => {
    const meant = all.filter(({ exempts }) => exempts(finding)).map(({ exemption }) => exemption);
    return { finding, meant, by: meant.find((exemption) => !hasEnded(exemption, today)) };
  });
  const counting = settled.filter(({ by }) => by === undefined);
  const ended = countEach(counting.flatMap(({ meant }) => meant));
  const holding = settled.flatMap(({ meant }) => meant).filter((exemption) => !hasEnded(exemption, today));
  return {
    findings: counting.map(({ finding }) => finding),
    suppressed: settled.flatMap(({ finding, by }) => (by === undefined ? [] : [toSuppressed(finding, by)])),
    met: new Set([...holding, ...ended.keys()]),
    ended,
  };
}

function countEach<Item>(items: readonly Item[]): ReadonlyMap<Item, number> {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function toSuppressed(finding: Finding, { reason, until }: Exemption): Suppressed {
  return { by: "exemption", reason, ...(until !== undefined && { until }), finding };
}
