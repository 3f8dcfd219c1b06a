import type { Bump } from "@releaser/core";

/** The weight of a bump, for comparison. */
export const weightOf: Readonly<Record<Bump, number>> = { none: 0, patch: 1, minor: 2, major: 3 };

/** The largest of some bumps; undefined where there is none. */
export function strongest<Some extends Bump>(bumps: Iterable<Some | undefined>): Some | undefined {
  let best: Some | undefined;
  for (const bump of bumps) {
    if (bump !== undefined && (best === undefined || weightOf[bump] > weightOf[best])) best = bump;
  }
  return best;
}
