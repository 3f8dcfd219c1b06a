/** What goes wrong on one machine: from a change on its disk is full or read-only, or the process is killed at it. */
export const diskWrongs = ["disk full", "read-only", "killed before", "killed after"] as const;

/** What `LAB_DISK` holds as JSON for a program that `disk-faults.ts` is loaded before. */
export interface DiskFault {
  /** Nothing goes wrong where it is left out. */
  readonly wrong?: (typeof diskWrongs)[number];
  /** At which change, from 1; a child that is started counts as one. */
  readonly at?: number;
  /** A file that gets one line for each change: `rename 1.1.0.txt`. */
  readonly report: string;
}
