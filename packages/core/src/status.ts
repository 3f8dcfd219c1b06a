import type { Failure } from "./failure.ts";
import type { Observation, Stage } from "./resource.ts";

/** How a resource ended. `absent` is a dry run's word for what would be applied. */
export type Verdict =
  | "absent"
  | "applied"
  | "blocked"
  | "conflict"
  | "different"
  | "failed"
  | "held"
  | "pending"
  | "superseded";

/** What became of one resource. */
export interface Outcome {
  readonly id: string;
  readonly stage: Stage;
  readonly title: string;
  readonly verdict: Verdict;
  /** The last observation; undefined where it could not be made. */
  readonly observation?: Observation;
  /** What a person reads beside the verdict. */
  readonly note?: string;
  readonly failure?: Failure;
  /** What else its preflight found; a person is told of everything at once. */
  readonly further?: readonly Failure[];
  /** How many times it was applied. */
  readonly attempts: number;
  /** Milliseconds from its first observation to its end. */
  readonly ms: number;
}

/** Whether an outcome is the state that was asked for. */
export function holds(outcome: Outcome): boolean {
  return outcome.verdict === "held" || outcome.verdict === "applied" || outcome.verdict === "superseded";
}
