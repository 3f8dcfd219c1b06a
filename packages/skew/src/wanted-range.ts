import semver from "semver";
import { meet } from "./ranges.ts";

/** Whether two ranges are one opinion: `^4.17.21` and `4.17.21` begin at the same version, the one is published, the other pins. */
export function agree(a: string, b: string): boolean {
  if (a === b) return true;
  return semver.validRange(a) === semver.validRange(b) || (meet(a, b) && compareLowest(a, b) === 0);
}

/** A range that admits several lines says so on purpose: `*`, `2.x`, which is also written `^2` or `2`, `>=2`, `^2 || ^3`. */
export function isWide(range: string): boolean {
  return /[|<>*x\s]|^[~^]?\d+$/iu.test(range.replace(/-.*$/u, ""));
}

/** The range that begins highest, a wide one or a prerelease only where all are; of several, the one that is written shorter. */
export function highest(ranges: readonly string[]): string {
  const distinct = [...new Set(ranges)];
  const narrow = distinct.filter((range) => !isWide(range));
  const stable = narrow.filter((range) => semver.minVersion(range)?.prerelease.length === 0);
  const candidates = [stable, narrow, distinct].find(({ length }) => length > 0) ?? [];
  const ranked = candidates.toSorted((a, b) => compareLowest(b, a) || a.length - b.length || (a < b ? -1 : 1));
  return ranked[0] ?? "*";
}

/** The range that most have, by what it means; of several, the one that begins highest. */
export function mostCommon(ranges: readonly string[]): string {
  const groups = [...Map.groupBy(ranges, (range) => semver.validRange(range)).values()];
  const [most] = groups.toSorted((a, b) => b.length - a.length || compareLowest(highest(b), highest(a)));
  return highest(most ?? ranges);
}

function compareLowest(a: string, b: string): number {
  return semver.compare(semver.minVersion(a) ?? "0.0.0", semver.minVersion(b) ?? "0.0.0");
}
