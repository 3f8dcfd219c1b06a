/**
 * How much more processor time `work` takes for an input four times as long: about 4 where it is linear, 16 where it is
 * quadratic. Processor time of this thread, not the clock, so that neither a busy machine counts nor the helpers that collect
 * garbage beside it; the least of five runs.
 */
export function growthOf(work: (size: number) => void, small: number): number {
  const floor = 2000;
  return (
    leastOf(() => work(small * 4)) /
    Math.max(
      leastOf(() => work(small)),
      floor,
    )
  );
}

/** Microseconds. */
function leastOf(work: () => void): number {
  return Math.min(...Array.from({ length: 5 }, () => timed(work)));
}

function timed(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}
