import { readFile } from "node:fs/promises";
import { type Exec, type Git, parseTrailers, type ReleaserError, safeLine } from "@releaser/core";
import { failures } from "./failures.ts";
import { verifyText } from "./ssh-keygen.ts";
import { parseSshSignature } from "./ssh-signature.ts";
import { checkTagName } from "./tag-name.ts";
import { parseTagObject, type TagObject } from "./tag-object.ts";
import { checkSignature, checkTagStatement, type TagVerification, toTagProblem } from "./tag-verification.ts";

export interface VerifyTagOptions {
  readonly git: Git;
  readonly exec: Exec;
  readonly name: string;
  /** What a reference of that name elsewhere points to, where that is judged and not the reference here. */
  readonly oid?: string | undefined;
  /** The commit that it must name, in full. */
  readonly object?: string;
  /** The path of the file of trusted signers. */
  readonly allowedSigners: string;
  /** The environment that ssh-keygen's search path and home are taken from; the process's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads a tag and says everything that is wrong with it. Beyond what `git verify-tag` does: the reference's name, the
 * type of what it names, and its date against its commit's are compared. The signature is judged as of the tag's date.
 * Throws only where git itself fails.
 */
export async function verifyTag(options: VerifyTagOptions): Promise<TagVerification> {
  const { git, name } = options;
  const reason = checkTagName(name);
  if (reason !== undefined) {
    return toVerification(name, { problems: [failures.E_TAG_INVALID({ tag: safeLine(name), reason })] });
  }
  const oid = options.oid ?? (await readTagRef(git, name));
  if (oid === undefined) return toVerification(name, { problems: [failures.E_TAG_ABSENT({ tag: name })] });
  const type = await git.text(["--no-replace-objects", "cat-file", "-t", oid]);
  return type === "tag"
    ? verifyTagObject({ ...options, oid })
    : toVerification(name, { oid, object: oid, type, problems: [failures.E_TAG_LIGHTWEIGHT({ tag: name, type })] });
}

/** The same for a tag object that no reference names yet. */
export async function verifyTagObject(options: VerifyTagOptions & { readonly oid: string }): Promise<TagVerification> {
  const { git, name, oid } = options;
  const { stdout } = await git.run(["--no-replace-objects", "cat-file", "tag", oid]);
  const tag = parseTagObject(stdout);
  if (tag === undefined) {
    return toVerification(name, {
      oid,
      problems: [failures.E_TAG_MALFORMED({ tag: name, reason: "its header is not a tag's" })],
    });
  }
  const committed = tag.type === "commit" ? await readCommitDate(git, tag.object) : undefined;
  const statement = checkTagStatement(tag, { name, object: options.object, committed });
  const signature = await judgeSignature(options, tag);
  return toVerification(name, { oid, tag, ...signature, problems: [...statement, ...signature.problems] });
}

/** The object that `refs/tags/<name>` points to; undefined where there is no such reference. The name is one of ours. */
export async function readTagRef(git: Git, name: string): Promise<string | undefined> {
  const ref = `refs/tags/${name}`;
  const listed = await git.text(["for-each-ref", "--format=%(objectname) %(refname)", ref]);
  return listed
    .split("\n")
    .map((line) => line.split(" "))
    .find(([, found]) => found === ref)?.[0];
}

interface Judgement {
  readonly signer?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly problems: readonly ReleaserError[];
}

async function judgeSignature(options: VerifyTagOptions, tag: TagObject): Promise<Judgement> {
  const { name, allowedSigners, exec, env } = options;
  if (tag.signature === undefined) return { problems: [failures.E_TAG_UNSIGNED({ tag: name })] };
  const statement = parseSshSignature(tag.signature);
  if (statement === undefined) {
    return { problems: [failures.E_TAG_SIGNATURE_BAD({ tag: name, reason: "it is no SSH signature" })] };
  }
  const { fingerprint, publicKey } = statement;
  const signers = await readFile(allowedSigners, "utf8").catch(() => undefined);
  if (signers === undefined) {
    return {
      fingerprint,
      problems: [failures.E_SIGNERS_MISSING({ path: allowedSigners, reason: "no such file, or not readable" })],
    };
  }
  const { date } = tag.tagger;
  const verdict = await verifyText(exec, { text: tag.payload, signature: tag.signature, allowedSigners, date, env });
  const keyIsListed = signers.includes(publicKey);
  return {
    signer: verdict.principal,
    fingerprint,
    problems: checkSignature(verdict, { name, date, fingerprint, keyIsListed }),
  };
}

async function readCommitDate(git: Git, commit: string): Promise<Date | undefined> {
  const { code, stdout } = await git.run(["--no-replace-objects", "cat-file", "commit", commit], { accept: [0, 128] });
  const seconds = /^committer [^\n]* (\d{1,12}) [+-]\d{4}$/mu.exec(stdout)?.[1];
  return code === 0 && seconds !== undefined ? new Date(Number(seconds) * 1000) : undefined;
}

function toVerification(
  name: string,
  found: Partial<Pick<TagVerification, "fingerprint" | "object" | "oid" | "signer" | "type">> & {
    readonly tag?: TagObject;
    readonly problems: readonly ReleaserError[];
  },
): TagVerification {
  return {
    ok: found.problems.length === 0,
    name,
    oid: found.oid,
    object: found.tag?.object ?? found.object,
    type: found.tag?.type ?? found.type,
    signer: found.signer,
    fingerprint: found.fingerprint,
    date: found.tag?.tagger.date,
    message: found.tag?.message,
    trailers: parseTrailers(found.tag?.message ?? ""),
    problems: found.problems.map(toTagProblem),
  };
}
