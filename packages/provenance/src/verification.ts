import type { Failure, ReleaserError, Trailer } from "@releaser/core";
import type { SignatureJudgement } from "./signatures/judge-signature.ts";

/** One thing that a verification found. `code` is a failure's, `failure` the whole of it. */
export interface Problem {
  readonly code: string;
  /** Information is what a reader should know; it fails nothing. */
  readonly level: "error" | "info";
  readonly message: string;
  readonly failure: Failure;
}

/** What a signed object is and what is wrong with it, of a tag and of a commit alike. Members are undefined as far as it could not be read. */
export interface Verification {
  /** Whether no problem is an error. */
  readonly ok: boolean;
  /** Of the object itself; of a tag that is a bare reference, of what it points to. */
  readonly oid: string | undefined;
  /** Who signed, among the trusted signers. */
  readonly signer: string | undefined;
  readonly fingerprint: string | undefined;
  /** When it says that it was made. */
  readonly date: Date | undefined;
  readonly message: string | undefined;
  readonly trailers: readonly Trailer[];
  readonly problems: readonly Problem[];
}

/** A failure as a problem. */
export function toProblem({ failure }: ReleaserError, level: Problem["level"] = "error"): Problem {
  return { code: failure.code, level, message: `${failure.what}: ${failure.why}`, failure };
}

/** What a verification failed for, as one failure: the first error's, which names the others too; undefined where it is `ok`. */
export function failureOf({ problems }: Pick<Verification, "problems">): Failure | undefined {
  const [first, ...others] = problems.filter(({ level }) => level === "error").map(({ failure }) => failure);
  if (first === undefined || others.length === 0) return first;
  return { ...first, why: [first.why, ...others.map(({ what }) => what)].join("; ") };
}

/** Who signed, as far as a judgement tells. */
export function signerOf(judgement: SignatureJudgement | undefined): Pick<Verification, "fingerprint" | "signer"> {
  const fingerprint = judgement !== undefined && "fingerprint" in judgement ? judgement.fingerprint : undefined;
  return { signer: judgement?.is === "trusted" ? judgement.signer : undefined, fingerprint };
}
