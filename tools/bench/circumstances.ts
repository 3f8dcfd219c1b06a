import { availableParallelism, loadavg } from "node:os";

/** When and where something is measured, and how often. */
export interface Circumstances {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Timed rounds, after one that is not counted. */
  readonly runs: number;
  /** Processes that wanted a core when it began, over one minute, and how many cores there are. */
  readonly load: number;
  readonly cores: number;
}

export function readCircumstances(runs: number): Circumstances {
  return {
    date: new Date().toISOString().slice(0, 10),
    runs,
    load: loadavg()[0] ?? 0,
    cores: availableParallelism(),
  };
}
