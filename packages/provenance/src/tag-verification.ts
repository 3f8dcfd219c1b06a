import type { Failure, ReleaserError, Trailer } from "@releaser/core";
import { failures } from "./failures.ts";
import type { SignatureVerdict } from "./ssh-keygen.ts";
import type { TagObject } from "./tag-object.ts";

/** One thing that is wrong with a tag. `code` is a failure's, `failure` the whole of it. */
export interface TagProblem {
  readonly code: string;
  readonly message: string;
  readonly failure: Failure;
}

/** What a tag is and what is wrong with it; `ok` where nothing is. Members are undefined as far as the tag could not be read. */
export interface TagVerification {
  readonly ok: boolean;
  readonly name: string;
  /** Of the tag object, or of what a bare reference points to. */
  readonly oid: string | undefined;
  /** What the tag names, and of which type that is. */
  readonly object: string | undefined;
  readonly type: string | undefined;
  /** The principal among the trusted signers. */
  readonly signer: string | undefined;
  readonly fingerprint: string | undefined;
  readonly date: Date | undefined;
  readonly message: string | undefined;
  readonly trailers: readonly Trailer[];
  readonly problems: readonly TagProblem[];
}

/** A failure as a problem of a tag. */
export function toTagProblem({ failure }: ReleaserError): TagProblem {
  return { code: failure.code, message: `${failure.what}: ${failure.why}`, failure };
}

/** What a verification failed for, as one failure: the first problem's, which names the others too; undefined where nothing is wrong. */
export function tagFailure({ problems }: Pick<TagVerification, "problems">): Failure | undefined {
  const [first, ...others] = problems;
  if (first === undefined || others.length === 0) return first?.failure;
  return { ...first.failure, why: [first.failure.why, ...others.map(({ failure }) => failure.what)].join("; ") };
}

/** What is wrong with a tag object's own statement: its inner name, what it names, and when it says that it was made. */
export function checkTagStatement(
  tag: TagObject,
  expected: { readonly name: string; readonly object?: string | undefined; readonly committed?: Date | undefined },
): readonly ReleaserError[] {
  const { name } = expected;
  return [
    ...(tag.tag === name ? [] : [failures.E_TAG_NAME_MISMATCH({ tag: name, inner: tag.tag })]),
    ...(tag.type === "tag" ? [failures.E_TAG_NESTED({ tag: name })] : []),
    ...(tag.type === "tag" || tag.type === "commit" ? [] : [failures.E_TAG_NOT_COMMIT({ tag: name, type: tag.type })]),
    ...(expected.object === undefined || expected.object === tag.object
      ? []
      : [failures.E_TAG_OBJECT_MISMATCH({ tag: name, expected: expected.object, found: tag.object })]),
    ...checkDate(tag, expected),
  ];
}

/** Milliseconds by which a tag may differ from the time that it is held against: a day, because clocks of machines differ. */
export const tolerance: number = 24 * 60 * 60 * 1000;

function checkDate(
  tag: TagObject,
  { name, committed }: { readonly name: string; readonly committed?: Date | undefined },
): readonly ReleaserError[] {
  if (committed === undefined || tag.tagger.date.getTime() >= committed.getTime() - tolerance) return [];
  return [
    failures.E_TAG_BACKDATED({
      tag: name,
      date: tag.tagger.date.toISOString(),
      bound: `its commit of ${committed.toISOString()}`,
    }),
  ];
}

/** What is wrong with a signature, told apart: it does not fit, nobody knows its key, or its key was not valid then. */
export function checkSignature(
  verdict: SignatureVerdict,
  tag: { readonly name: string; readonly date: Date; readonly fingerprint: string; readonly keyIsListed: boolean },
): readonly ReleaserError[] {
  const { name, fingerprint } = tag;
  if (!verdict.sound) return [failures.E_TAG_SIGNATURE_BAD({ tag: name, reason: verdict.reason })];
  if (verdict.principal !== undefined) return [];
  return tag.keyIsListed
    ? [failures.E_TAG_KEY_EXPIRED({ tag: name, fingerprint, date: tag.date.toISOString() })]
    : [failures.E_TAG_SIGNER_UNKNOWN({ tag: name, fingerprint })];
}
