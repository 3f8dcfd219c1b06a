import { type Exec, type Git, parseTrailers, type ReleaserError, safeLine } from "@releaser/core";
import { committedAt } from "../commits/commit-object.ts";
import { failures } from "../failures.ts";
import { judgeSignature, type SignatureJudgement, type Trust } from "../signatures/judge-signature.ts";
import { type FoundTag, readTagRefs } from "./read-tags.ts";
import { checkTagName } from "./tag-name.ts";
import { parseTagObject, type TagObject } from "./tag-object.ts";
import { checkTagSignature, checkTagStatement, type TagVerification } from "./tag-verification.ts";
import { signerOf, toProblem } from "../verification.ts";

export interface VerifyTagOptions extends Trust {
  readonly git: Git;
  readonly exec: Exec;
  readonly name: string;
  /** What a reference of that name elsewhere points to, where that is judged and not the reference here. */
  readonly oid?: string | undefined;
  /** What the reference here was seen to point to, where it was read before, by `readTags`. */
  readonly found?: FoundTag | undefined;
  /** The commit that it must name, in full. */
  readonly object?: string;
  /** The environment that the search path and home of ssh-keygen and gpg are taken from; the process's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads a tag and says everything that is wrong with it. Beyond what `git verify-tag` does: the reference's name, the
 * type of what it names, and its date against its commit's are compared. The signature is judged as of the tag's date.
 * Throws only where git itself fails.
 */
export async function verifyTag(options: VerifyTagOptions): Promise<TagVerification> {
  const { name } = options;
  const reason = checkTagName(name);
  if (reason !== undefined) {
    return toVerification(name, { problems: [failures.E_TAG_INVALID({ tag: safeLine(name), reason })] });
  }
  const found = await findTag(options);
  if (found === undefined) return toVerification(name, { problems: [failures.E_TAG_ABSENT({ tag: name })] });
  const { oid, type } = found;
  return type === "tag"
    ? verifyTagObject({ ...options, found, oid })
    : toVerification(name, { oid, object: oid, type, problems: [failures.E_TAG_LIGHTWEIGHT({ tag: name, type })] });
}

/** The same for a tag object that no reference names yet, or one that was read already. */
export async function verifyTagObject(options: VerifyTagOptions & { readonly oid: string }): Promise<TagVerification> {
  const { git, name, oid, found } = options;
  const tag = parseTagObject(found?.text ?? (await git.run(["--no-replace-objects", "cat-file", "tag", oid])).stdout);
  if (tag === undefined) {
    return toVerification(name, {
      oid,
      problems: [failures.E_TAG_MALFORMED({ tag: name, reason: "its header is not a tag's" })],
    });
  }
  const committed = tag.type === "commit" ? await readCommitDate(git, tag.object) : undefined;
  const statement = checkTagStatement(tag, { name, object: options.object, committed });
  const { date } = tag.tagger;
  const judgement = await judgeSignature({ ...options, payload: tag.payload, signature: tag.signature, date });
  const problems = [...statement, ...checkTagSignature(judgement, { name, date })];
  return toVerification(name, { oid, tag, judgement, problems });
}

async function findTag({ git, name, oid, found }: VerifyTagOptions): Promise<FoundTag | undefined> {
  if (oid === undefined) return found ?? (await readTagRef(git, name));
  return { oid, type: await git.text(["--no-replace-objects", "cat-file", "-t", oid]) };
}

/** What `refs/tags/<name>` points to; undefined where there is no such reference. The name is one of ours. */
export async function readTagRef(git: Git, name: string): Promise<FoundTag | undefined> {
  return (await readTagRefs(git, [name])).get(name);
}

async function readCommitDate(git: Git, commit: string): Promise<Date | undefined> {
  const { code, stdout } = await git.run(["--no-replace-objects", "cat-file", "commit", commit], { accept: [0, 128] });
  return code === 0 ? committedAt(stdout) : undefined;
}

function toVerification(
  name: string,
  found: Partial<Pick<TagVerification, "object" | "oid" | "type">> & {
    readonly tag?: TagObject;
    readonly judgement?: SignatureJudgement;
    readonly problems: readonly ReleaserError[];
  },
): TagVerification {
  const { tag, problems } = found;
  return {
    ok: problems.length === 0,
    name,
    oid: found.oid,
    object: tag?.object ?? found.object,
    type: tag?.type ?? found.type,
    ...signerOf(found.judgement),
    date: tag?.tagger.date,
    message: tag?.message,
    trailers: parseTrailers(tag?.message ?? ""),
    problems: problems.map((problem) => toProblem(problem)),
  };
}
