import { safeText } from "./safe-text.ts";

/** Whose turn it is. */
export type Owner = "Builder" | "Integrator/Owner" | "Owner" | "Verifier/Observer" | "you";

/** The exit codes of the command line; `docs/failures/README.md` says what each means. */
export type ExitCode = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 130;

/** One failure, the same object in the terminal, in JSON, in an annotation. Texts are already safe to print. */
export interface Failure {
  /** `E_` and upper case; also the name of its page, `docs/failures/<code>.md`. */
  readonly code: string;
  readonly exit: ExitCode;
  readonly what: string;
  readonly why: string;
  readonly who: Owner;
  /** The next command or edit. */
  readonly next: string;
  /** Whether the same command may succeed when simply run again. */
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface ReleaserErrorOptions extends ErrorOptions {
  /** Milliseconds that whoever refused wants to be left alone. */
  readonly retryAfter?: number | undefined;
}

/** Carries a `Failure` through a throw. */
export class ReleaserError extends Error {
  override readonly name = "ReleaserError";
  readonly failure: Failure;
  /** Milliseconds before a next try makes sense; undefined where nobody said. */
  readonly retryAfter: number | undefined;

  constructor(failure: Failure, options: ReleaserErrorOptions = {}) {
    super(`${failure.code}: ${failure.what}`, options);
    this.failure = failure;
    this.retryAfter = options.retryAfter;
  }
}

/** What an entry of a catalogue says, given its details. */
export type FailureText = Omit<Failure, "code" | "details">;

/** The details of each code: `interface Details { E_TAG_CONFLICT: { tag: string; found: string } }`. */
export type FailureCatalogue<Details> = { readonly [Code in keyof Details]: (details: Details[Code]) => FailureText };

/** The catalogue as constructors: `throw failures.E_TAG_CONFLICT({ tag, found })`. */
export type FailureConstructors<Details> = {
  readonly [Code in keyof Details]: (details: Details[Code], options?: ReleaserErrorOptions) => ReleaserError;
};

/**
 * One catalogue for each package: a wrong code or a missing detail does not compile. Details are kept in the failure
 * as they are, so they hold no secrets and nothing but JSON values.
 */
export function defineFailures<Details>(catalogue: FailureCatalogue<Details>): FailureConstructors<Details> {
  const constructors = Object.entries<(details: never) => FailureText>(catalogue).map(([code, text]) => [
    code,
    (details: Readonly<Record<string, unknown>>, options?: ReleaserErrorOptions) =>
      new ReleaserError({ code, ...safeFailureText(text(details as never)), details }, options),
  ]);
  return Object.fromEntries(constructors) as FailureConstructors<Details>;
}

const precedence: readonly ExitCode[] = [1, 130, 2, 6, 9, 7, 4, 8, 5, 3];

/** The exit of several failures: a bug, an interruption and wrong usage first, then the first of 6, 9, 7, 4, 8, 5, 3. */
export function exitCodeOf(failures: Iterable<Failure>): ExitCode | 0 {
  const seen = new Set([...failures].map((failure) => failure.exit));
  return precedence.find((code) => seen.has(code)) ?? 0;
}

function safeFailureText(text: FailureText): FailureText {
  return { ...text, what: safeText(text.what), why: safeText(text.why), next: safeText(text.next) };
}
