import { type Stage, stages } from "@releaser/core";

/** Whether a release comes to one stage before it comes to the other. */
export function isBefore(a: Stage, b: Stage): boolean {
  return stages.indexOf(a) < stages.indexOf(b);
}
