import { applies, type Call, type Fault, faults } from "@releaser/testkit/lab";

/** One thing that goes wrong in one run. */
export interface Point {
  readonly call: Call;
  readonly wrong: Wrong;
}

/** The process is killed when the call came, or when it was done and nobody was told; or the call meets a fault. */
export type Wrong = Fault | "killed after" | "killed before";

/** The two borders of each call. */
export function killPoints(calls: readonly Call[]): readonly Point[] {
  return calls.flatMap((call) => (["killed before", "killed after"] as const).map((wrong) => ({ call, wrong })));
}

/** Each call with each fault that can befall it. */
export function faultPoints(calls: readonly Call[]): readonly Point[] {
  return calls.flatMap((call) => faults.filter((fault) => applies(fault, call)).map((wrong) => ({ call, wrong })));
}

/** One in so many, evenly over all kinds: which ones, the seed says, so that samples of different days differ. */
export function sampleOf(points: readonly Point[], every: number, seed: number): readonly Point[] {
  const place = new Map<Wrong, number>();
  return points.filter(({ wrong }) => {
    const count = place.get(wrong) ?? [...place.keys()].length;
    place.set(wrong, count + 1);
    return (count + seed) % every === 0;
  });
}
