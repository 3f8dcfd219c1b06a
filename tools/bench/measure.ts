import { type Entrant, type Ran, troubleOf } from "./entrant.ts";

/** What was measured of a tool in one workspace. */
export interface Measured {
  readonly name: string;
  readonly version: string;
  readonly outcome: Figures | Trouble;
}

/** Wall time of the whole process, in milliseconds. */
export interface Figures {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Peak of the process tree in bytes, where the system tells. */
  readonly memory: number | undefined;
}

/** A tool that crashed, or complained of a clean workspace: it has no figures. */
export interface Trouble {
  readonly trouble: string;
}

export interface MeasureOptions {
  /** Timed runs of each. */
  readonly runs: number;
  readonly run: (entrant: Entrant) => Ran;
  readonly peak: (entrant: Entrant) => Promise<number | undefined>;
}

/**
 * Runs the tools in turn (A B C A B C …), so that whatever else the machine does falls on all of them; the first round warms
 * up and is not counted. The peak of memory is asked for afterwards, where looking at it costs no time that counts.
 */
export async function measure(
  entrants: readonly Entrant[],
  { runs, run, peak }: MeasureOptions,
): Promise<readonly Measured[]> {
  const times = new Map<Entrant, readonly number[]>(entrants.map((entrant) => [entrant, []]));
  const troubles = new Map<Entrant, string>();
  for (let round = 0; round <= runs; round += 1) {
    for (const [entrant, before] of times) {
      const ran = run(entrant);
      const trouble = troubleOf(entrant, ran);
      if (trouble !== undefined) {
        troubles.set(entrant, trouble);
        times.delete(entrant);
      } else if (round > 0) times.set(entrant, [...before, ran.milliseconds]);
    }
  }
  const measured: Measured[] = [];
  for (const entrant of entrants) {
    const { name, version } = entrant;
    const trouble = troubles.get(entrant);
    const outcome = trouble === undefined ? toFigures(times.get(entrant) ?? [], await peak(entrant)) : { trouble };
    measured.push({ name, version, outcome });
  }
  return measured;
}

/** Throws where there is no time at all. */
export function toFigures(times: readonly number[], memory: number | undefined): Figures {
  const [least, ...more] = times.toSorted((a, b) => a - b);
  if (least === undefined) throw new Error("nothing was timed");
  const sorted = [least, ...more];
  const at = (index: number): number => sorted[index] ?? least;
  const middle = (sorted.length - 1) / 2;
  const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
  return { median, least, most: at(sorted.length - 1), memory };
}
