import { type Exec, type Git, ReleaserError } from "@releaser/core";
import { failures } from "../failures.ts";
import { type GpgKey, signWithGpg } from "../signatures/gpg-key.ts";
import type { Trust } from "../signatures/judge-signature.ts";
import type { SshKey } from "../signatures/signing-key.ts";
import { type Signed, signText } from "../signatures/ssh-keygen.ts";
import { renderTagPayload } from "./tag-object.ts";
import { checkTagRequest } from "./tag-request.ts";
import { readTagRef, verifyTag, verifyTagObject } from "./verify-tag.ts";

/** A key that was seen to sign, of either kind. */
export type SigningKey = GpgKey | SshKey;

/** The trust is what the new tag is verified against. */
export interface SignedTagOptions extends Trust {
  readonly git: Git;
  readonly exec: Exec;
  readonly key: SigningKey;
  readonly name: string;
  /** The commit, in full. */
  readonly object: string;
  /** Ends with a newline, or is given one. */
  readonly message: string;
  readonly tagger: { readonly name: string; readonly email: string; readonly date: Date };
  /** What a tagger's date may be a day away from; now by default. */
  readonly now?: Date;
  /** The environment that the agent and the home are taken from; the process's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Makes a signed tag, or leaves no trace of one: the object is built, signed, written, read back and verified in full
 * before any reference names it. A tag of the same verified content that exists already is returned as it is.
 * @returns the tag object's id
 * @throws E_TAG_INVALID, E_TAG_BACKDATED, E_TAG_CONFLICT, E_SIGNING_KEY_MISSING, E_TAG_NOT_VERIFIED
 */
export async function createSignedTag(given: SignedTagOptions): Promise<string> {
  const options = { ...given, message: given.message.endsWith("\n") ? given.message : `${given.message}\n` };
  const { tagged } = await checkRequest(options);
  if (tagged) return adopt(options);
  const oid = await writeTagObject(options);
  await checkTagObject(options, oid);
  return putInPlace(options, oid);
}

/** Tells whether there is a tag of that name already. */
async function checkRequest(options: SignedTagOptions): Promise<{ readonly tagged: boolean }> {
  const { git, name, object } = options;
  const wrong = checkTagRequest({ ...options, now: options.now ?? new Date() });
  if (wrong !== undefined) throw wrong;
  const found = await git.run(["--no-replace-objects", "cat-file", "-t", object], { accept: [0, 128] });
  if (found.stdout.trim() !== "commit") {
    throw failures.E_TAG_INVALID({ tag: name, reason: `${object} is no commit here` });
  }
  const [branch, tag] = [`refs/heads/${name}`, `refs/tags/${name}`];
  const refs = (await git.text(["for-each-ref", "--format=%(refname)", branch, tag])).split("\n");
  if (refs.some((ref) => ref.startsWith(branch))) {
    throw failures.E_TAG_CONFLICT({
      tag: name,
      expected: "no branch of that name",
      found: "a branch of that name or below it",
    });
  }
  return { tagged: refs.includes(tag) };
}

async function adopt(options: SignedTagOptions): Promise<string> {
  const { name, object, message } = options;
  const found = await verifyTag(options);
  if (found.ok && found.oid !== undefined && found.message === message) return found.oid;
  throw failures.E_TAG_CONFLICT({
    tag: name,
    expected: `a verified tag of ${object}`,
    found: found.problems.map(({ failure }) => failure.what).join("; ") || "a tag with another message",
  });
}

async function writeTagObject(options: SignedTagOptions): Promise<string> {
  const { git, key, name } = options;
  const payload = renderTagPayload({ ...options, tag: name });
  const signed = await sign(options, payload);
  if (!signed.ok) throw failures.E_SIGNING_KEY_MISSING({ source: `the key ${key.fingerprint}`, reason: signed.reason });
  return git.text(["mktag", "--strict"], { input: payload + signed.signature });
}

async function sign({ exec, key, env }: SignedTagOptions, text: string): Promise<Signed> {
  return key.format === "gpg"
    ? await signWithGpg(exec, { key, text, env })
    : await signText(exec, { path: key.path, namespace: "git", text, env });
}

async function checkTagObject(options: SignedTagOptions, oid: string): Promise<void> {
  const verified = await verifyTagObject({ ...options, oid });
  const problems = verified.problems.map(({ failure }) => failure.what);
  if (verified.fingerprint !== options.key.fingerprint) {
    problems.push("it was signed by another key than the one that was opened");
  }
  if (problems.length > 0) throw failures.E_TAG_NOT_VERIFIED({ tag: options.name, problems });
}

/** Only if no reference of that name came into being meanwhile; the one that did is judged like any that existed before. */
async function putInPlace(options: SignedTagOptions, oid: string): Promise<string> {
  const { git, name } = options;
  try {
    await git.run(["update-ref", `refs/tags/${name}`, oid, "0".repeat(oid.length)]);
    return oid;
  } catch (error) {
    if ((await readTagRef(git, name)) !== undefined) return adopt(options);
    const found = error instanceof ReleaserError ? error.failure.what : "git refused the reference";
    throw failures.E_TAG_CONFLICT(
      { tag: name, expected: "no such reference, and none below it", found },
      { cause: error },
    );
  }
}
