/** How many parts a whole input is divided into. */
const parts = 16;

/** Microseconds below which noise is more than work: processor time is counted in steps of some milliseconds. */
const floor = 12_000;

/**
 * How much more processor time `work` takes for one input of a size than for sixteen of a sixteenth of it: about 1 where it is
 * linear, 16 where it is quadratic; so a bound stands halfway, at 4. Processor time, not the clock, so that a busy machine does
 * not count; the least of three runs each.
 */
export function growthOf(work: (size: number) => void, size: number): number {
  const divided = leastOf(() => {
    for (let part = 0; part < parts; part += 1) work(size / parts);
  });
  const whole = leastOf(() => work(size));
  return Math.max(whole, floor) / Math.max(divided, floor);
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
