import {
  coreFailures,
  type ErrorClass,
  type ExitCode,
  type Failure,
  type FailureText,
  type Owner,
  ReleaserError,
  safeText,
  isRecord,
} from "@releaser/core";
import { failures } from "../failures.ts";

const owners: ReadonlySet<unknown> = new Set<Owner>([
  "Builder",
  "Integrator/Owner",
  "Owner",
  "Verifier/Observer",
  "you",
]);
const exits: ReadonlySet<unknown> = new Set<ExitCode>([2, 4, 5, 6, 8, 9]);

/**
 * A failure by its shape, because a plug-in may bring a copy of core of its own; undefined where it is none. Its texts are
 * made safe, and its details, which may be anything, are left out.
 */
export function parseFailure(value: unknown): Failure | undefined {
  if (!isRecord(value)) return undefined;
  const { code, what, why, next, who, exit, retryable } = value;
  const texts = [code, what, why, next];
  if (!texts.every((text) => typeof text === "string") || typeof retryable !== "boolean") return undefined;
  if (!owners.has(who) || !exits.has(exit) || !/^E_[A-Z][A-Z0-9_]{1,60}$/u.test(String(code))) return undefined;
  const text = value as unknown as FailureText & Pick<Failure, "code">;
  return {
    code: text.code,
    exit: text.exit,
    what: safeText(text.what),
    why: safeText(text.why),
    who: text.who,
    next: safeText(text.next),
    retryable: text.retryable,
  };
}

export interface Thrower {
  readonly publisher: string;
  /** Of the resource, or of the publisher's list of them. */
  readonly id: string;
  readonly classify?: ((error: unknown) => ErrorClass) | undefined;
}

/** Whatever a plug-in threw as an error that carries a failure: its own where it threw one, else one that names the publisher. */
export function toForeignError(error: unknown, { publisher, id, classify }: Thrower): ReleaserError {
  const own = error instanceof Error && "failure" in error ? parseFailure(error.failure) : undefined;
  if (own) return new ReleaserError(own, { cause: error });
  const why = wordsOf(error);
  switch (classOf(error, classify)) {
    case "auth":
      return coreFailures.E_CREDENTIALS({ id, why }, { cause: error });
    case "conflict":
      return coreFailures.E_CONFLICT({ id, why }, { cause: error });
    case "transient":
      return coreFailures.E_OUTWARD({ id, why, tries: 1 }, { cause: error });
    case "fatal":
      return failures.E_PUBLISHER_FAILED({ publisher, id, why }, { cause: error });
  }
}

function classOf(error: unknown, classify: Thrower["classify"]): ErrorClass {
  try {
    const said = classify?.(error);
    return said === "auth" || said === "conflict" || said === "transient" ? said : "fatal";
  } catch {
    return "fatal";
  }
}

/** The message alone: a stack names files of the machine, and helps nobody who releases. */
function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : typeof error === "string" ? error : "";
  return words.trim() === "" ? "it threw something without a message" : words;
}
