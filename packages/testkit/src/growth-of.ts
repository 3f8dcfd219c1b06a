/**
 * How much more processor time `work` takes for an input four times as long: about 4 where it is linear, 16 where it is
 * quadratic. Processor time, not the clock, so that a busy machine does not count; the least of three runs.
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
  return Math.min(...Array.from({ length: 3 }, () => timed(work)));
}

function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
