import type { ReleaserError } from "@releaser/core";
import { failures } from "../failures.ts";
import type { SignatureJudgement } from "../signatures/judge-signature.ts";
import type { TagObject } from "./tag-object.ts";
import { tolerance } from "./tolerance.ts";
import type { Verification } from "../verification.ts";

/** What a tag is and what is wrong with it. */
export interface TagVerification extends Verification {
  readonly name: string;
  /** What the tag names, and of which type that is. */
  readonly object: string | undefined;
  readonly type: string | undefined;
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

/** What is wrong with a tag's signature, told apart; nothing where a trusted signer made it. */
export function checkTagSignature(
  judgement: SignatureJudgement,
  { name: tag, date }: { readonly name: string; readonly date: Date },
): readonly ReleaserError[] {
  switch (judgement.is) {
    case "absent":
      return [failures.E_TAG_UNSIGNED({ tag })];
    case "foreign":
    case "unsound":
      return [failures.E_TAG_SIGNATURE_BAD({ tag, reason: judgement.reason })];
    case "unjudged":
      return [failures.E_SIGNERS_MISSING({ path: judgement.path, reason: judgement.reason })];
    case "unknown":
      return [failures.E_TAG_SIGNER_UNKNOWN({ tag, fingerprint: judgement.fingerprint })];
    case "untimely":
      return [failures.E_TAG_KEY_EXPIRED({ tag, fingerprint: judgement.fingerprint, date: date.toISOString() })];
    case "trusted":
      return [];
  }
}
