import { applies, type Call, type Fault, faults, labelOf } from "@releaser/testkit/lab";

/** A call as it is found again in another run, where calls side by side may come in another order: which of those alike it is. */
export interface Place {
  readonly call: Call;
  /** From 1. */
  readonly nth: number;
}

/** One thing that goes wrong in one run. */
export interface Point extends Place {
  readonly wrong: Wrong;
}

/** The process is killed when the call came, or when it was done and nobody was told; or the call meets a fault. */
export type Wrong = Fault | "disk full" | "killed after" | "killed before" | "read-only";

/** The calls of a run as places, in order. */
export function placesOf(calls: readonly Call[]): readonly Place[] {
  const count = countAlike();
  return calls.map((call) => ({ call, nth: count(call) }));
}

/** All that write, and of those alike that only read the first and the last. */
export function withoutRepeats(places: readonly Place[]): readonly Place[] {
  const last = new Map(places.map(({ call, nth }) => [labelOf(call), nth]));
  return places.filter(({ call, nth }) => call.writes || nth === 1 || nth === last.get(labelOf(call)));
}

/** Tells of each call which of those alike it is. */
export function countAlike(): (call: Call) => number {
  const seen = new Map<string, number>();
  return (call) => {
    const nth = (seen.get(labelOf(call)) ?? 0) + 1;
    seen.set(labelOf(call), nth);
    return nth;
  };
}

/** The two borders of each call. */
export function killPoints(places: readonly Place[]): readonly Point[] {
  return places.flatMap((place) => (["killed before", "killed after"] as const).map((wrong) => ({ ...place, wrong })));
}

/** Each call with each fault that can befall it. */
export function faultPoints(places: readonly Place[]): readonly Point[] {
  return places.flatMap((place) =>
    faults.filter((fault) => applies(fault, place.call)).map((wrong) => ({ ...place, wrong })),
  );
}

/** One in so many, counted over one kind after the other, so that every kind has its share; the seed says where the count begins. */
export function sampleOf(points: readonly Point[], every: number, seed: number): readonly Point[] {
  const byKind = [...Map.groupBy(points, ({ wrong }) => wrong).values()].flat();
  return byKind.filter((_, index) => (index + seed) % every === 0);
}

/** What is tried again within the same run, so that others may go wrong in it too. */
const passing: ReadonlySet<Wrong> = new Set([
  "429",
  "500",
  "502",
  "504",
  "refused",
  "reset",
  "slow",
  "timeout",
  "truncated",
]);
const together = 6;

/**
 * Points that go wrong in one run: those alike of what passes, at calls that differ in more than which of those alike they are,
 * since one that is tried again comes once more. All others stand alone.
 */
export function groupsOf(points: readonly Point[]): readonly (readonly Point[])[] {
  const groups: Point[][] = [];
  const open = new Map<Wrong, Point[][]>();
  for (const point of points) {
    const candidates = passing.has(point.wrong) && point.call.service !== "disk" ? (open.get(point.wrong) ?? []) : [];
    const label = labelOf(point.call);
    const group = candidates.find((one) => one.length < together && !one.some(({ call }) => labelOf(call) === label));
    if (group) {
      group.push(point);
    } else {
      const made = [point];
      groups.push(made);
      open.set(point.wrong, [...candidates, made]);
    }
  }
  return groups;
}
