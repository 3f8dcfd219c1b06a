import { exitCodeOf, type Failure, type Outcome } from "@releaser/core";
import type { Outputs } from "./terminal/github-output.ts";

/** A failure as it is written: without the exit, which the document states once. */
export type FailureDocument = Omit<Failure, "exit">;

/** The document `release-status.v1`. */
export interface StatusDocument {
  readonly schema: "release-status.v1";
  readonly verb: string;
  readonly key: string | null;
  readonly tag: string | null;
  readonly plan: string | null;
  readonly commit: string | null;
  readonly ok: boolean;
  readonly exit: number;
  readonly resources: readonly ResourceDocument[];
  readonly failures: readonly FailureDocument[];
  /** What to type next. */
  readonly next: string | null;
  /** The folder that a rehearsal left. */
  readonly place?: string;
  /** The way back, as what is left to type. */
  readonly commands?: readonly CommandDocument[];
  readonly notes?: readonly string[];
}

/** A command, the resource that it makes true, and who can type it. */
export interface CommandDocument {
  readonly id: string;
  readonly command: string;
  readonly who: string;
}

export interface ResourceDocument {
  readonly id: string;
  readonly stage: Outcome["stage"];
  readonly title: string;
  readonly verdict: Outcome["verdict"];
  readonly observation: "absent" | "different" | "equal" | "pending" | "superseded" | null;
  readonly note?: string;
  readonly attempts: number;
  readonly ms: number;
  readonly failure?: FailureDocument;
}

/** What a verb ends with. */
export interface Result {
  readonly verb: string;
  readonly release?: {
    readonly key: string;
    readonly tag?: string | undefined;
    readonly digest: string;
    readonly commit?: string | undefined;
  };
  readonly outcomes: readonly Outcome[];
  /** Failures that belong to no resource. */
  readonly failures?: readonly Failure[];
  readonly next?: string;
  readonly place?: string;
  /** What a person can type, each with who can. */
  readonly commands?: readonly CommandDocument[];
  /** What is to be known beside. */
  readonly notes?: readonly string[];
  /** What would be written, as a unified diff, for people. */
  readonly diff?: string;
  /** For later steps and jobs of a workflow; only what went outward has them. */
  readonly outputs?: Outputs;
}

/** A result as the document that `--json` prints. */
export function toStatusDocument(result: Result): StatusDocument {
  const failures = failuresOf(result);
  const exit = exitCodeOf(failures);
  return {
    schema: "release-status.v1",
    verb: result.verb,
    key: result.release?.key ?? null,
    tag: result.release?.tag ?? null,
    plan: result.release?.digest ?? null,
    commit: result.release?.commit ?? null,
    ok: exit === 0,
    exit,
    resources: result.outcomes.map((outcome) => toResource(outcome)),
    failures: failures.map((failure) => toDocument(failure)),
    next: failures[0]?.next ?? result.next ?? null,
    ...(result.place !== undefined && { place: result.place }),
    ...(result.commands && { commands: result.commands }),
    ...(result.notes && { notes: result.notes }),
  };
}

/** Every failure of a result, each once: what stops ten resources alike is one thing to mend. */
export function failuresOf(result: Result): readonly Failure[] {
  const ofResources = result.outcomes.flatMap(({ failure, further = [] }) => (failure ? [failure, ...further] : []));
  const all = [...(result.failures ?? []), ...ofResources];
  return [...new Map(all.map((failure) => [JSON.stringify(failure), failure])).values()];
}

function toResource({
  observation,
  failure,
  id,
  stage,
  title,
  verdict,
  note,
  attempts,
  ms,
}: Outcome): ResourceDocument {
  return {
    id,
    stage,
    title,
    verdict,
    observation: observation?.is ?? null,
    ...(note !== undefined && { note }),
    attempts,
    ms: Math.round(ms),
    ...(failure && { failure: toDocument(failure) }),
  };
}

function toDocument({ exit: _, ...failure }: Failure): FailureDocument {
  return failure;
}
