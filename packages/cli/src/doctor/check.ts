import { type Failure, type Outcome, type Owner, ReleaserError, safeLine, toFailure } from "@releaser/core";

/** What is known of one thing that a real release needs. */
export type Answer =
  /** A release works without it, and is safer or easier with it. */
  | { readonly is: "advised"; readonly note: string; readonly who: Owner; readonly next: string }
  | { readonly is: "missing"; readonly failures: readonly Failure[] }
  | { readonly is: "sound"; readonly note: string }
  /** It could not be told from here. */
  | { readonly is: "unknown"; readonly note: string; readonly who: Owner; readonly next: string };

/** One thing to look at. It changes nothing, wherever it looks. */
export interface Check {
  /** `key:signing`. */
  readonly id: string;
  /** A present participle, as that of a resource. */
  readonly title: string;
  /** What is thrown is what is missing, or, where running again may help, what could not be told. */
  look(): Promise<Answer>;
}

/** A check with its answer. */
export interface Looked {
  readonly check: Check;
  readonly answer: Answer;
}

/** Never rejects. */
export async function look(check: Check): Promise<Looked> {
  return { check, answer: await check.look().catch((error: unknown) => toAnswer(error, check)) };
}

/** What did not answer may be sound; whatever else was refused is missing. */
function toAnswer(error: unknown, { id }: Check): Answer {
  const failure = error instanceof ReleaserError ? error.failure : toFailure(error, { id }, 1);
  const [why = ""] = failure.why.split("\n");
  return failure.exit === 5
    ? { is: "unknown", note: `${failure.what}: ${why}`, who: failure.who, next: "type it again where it answers" }
    : { is: "missing", failures: [failure] };
}

/** The same as `release-status.v1` tells it: what could not be told is pending. */
export function toOutcome({ check: { id, title }, answer }: Looked): Outcome {
  const common = { id, stage: "planned", title, attempts: 0, ms: 0 } as const;
  switch (answer.is) {
    case "sound":
      return { ...common, verdict: "held", observation: { is: "equal", seen: answer.note }, note: answer.note };
    case "advised":
      return { ...common, verdict: "held", observation: { is: "equal", seen: answer.note }, note: whole(answer) };
    case "unknown":
      return {
        ...common,
        verdict: "pending",
        observation: { is: "pending", why: answer.note, until: new Date(0) },
        note: whole(answer),
      };
    case "missing": {
      const [failure, ...further] = answer.failures;
      return { ...common, verdict: "failed", ...(failure && { failure }), ...(further.length > 0 && { further }) };
    }
  }
}

function whole({ note, who, next }: { readonly note: string; readonly who: Owner; readonly next: string }): string {
  return safeLine(`${note} → ${who}: ${next}`);
}
