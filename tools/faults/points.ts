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

/** One in so many, counted over one kind after the other, so that every kind has its share; the seed says where the count begins. */
export function sampleOf(points: readonly Point[], every: number, seed: number): readonly Point[] {
  const byKind = [...Map.groupBy(points, ({ wrong }) => wrong).values()].flat();
  return byKind.filter((_, index) => (index + seed) % every === 0);
}
