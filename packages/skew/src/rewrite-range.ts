import type { Bump } from "@releaser/core";
import semver from "semver";

interface Release {
  readonly version: string;
  readonly bump: Bump;
  /** Of the Changesets that writes. */
  readonly major: number;
}

/**
 * A range as Changesets writes it for a released version: its first operator before the version, whatever else it said.
 * From version 3 on a range between two bounds keeps both.
 */
export function rewriteRange(range: string, { version, bump, major }: Release): string {
  const bounds = major === 2 ? undefined : boundsOf(range);
  if (bounds === undefined || bump === "none") return `${operatorOf(range)}${version}`;
  const upper = semver.satisfies(version, bounds.upper) ? bounds.upper : `<${semver.inc(version, bump)}`;
  return bounds.lowerFirst ? `>=${version} ${upper}` : `${upper} >=${version}`;
}

function operatorOf(range: string): string {
  return /^(?:\^|~|>=|<=|>)/u.exec(range)?.[0] ?? "";
}

interface Bounds {
  readonly upper: string;
  readonly lowerFirst: boolean;
}

function boundsOf(range: string): Bounds | undefined {
  const { set } = new semver.Range(range);
  const [comparators = []] = set.length === 1 ? set : [];
  if (comparators.length !== 2 || !range.includes(">") || !range.includes("<")) return undefined;
  const lower = comparators.findIndex(({ operator }) => operator.startsWith(">"));
  const upper = comparators.find(({ operator }) => operator.startsWith("<"));
  return lower === -1 || upper === undefined ? undefined : { upper: upper.value, lowerFirst: lower === 0 };
}
