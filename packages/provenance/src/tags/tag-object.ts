import { gpgBegin } from "../signatures/gpg-verify.ts";
import { signatureBegin } from "../signatures/ssh-signature.ts";

/** A tag object taken apart. */
export interface TagObject {
  readonly object: string;
  readonly type: string;
  readonly tag: string;
  readonly tagger: { readonly name: string; readonly email: string; readonly date: Date };
  readonly message: string;
  /** The bytes that are signed: everything before the signature. */
  readonly payload: string;
  /** Undefined where it has none. */
  readonly signature: string | undefined;
}

const header =
  /^object ([0-9a-f]{40}|[0-9a-f]{64})\ntype ([a-z]+)\ntag ([^\n]+)\ntagger ([^<>\n]*) <([^<>\n]*)> (\d{1,12}) [+-]\d{4}\n\n/u;

/** The payload of a tag of a commit, to be signed. The tagger's name and email are free of `<`, `>` and newlines; the date is written in UTC. */
export function renderTagPayload(tag: Pick<TagObject, "message" | "object" | "tag" | "tagger">): string {
  const { name, email, date } = tag.tagger;
  const seconds = Math.floor(date.getTime() / 1000);
  return `object ${tag.object}\ntype commit\ntag ${tag.tag}\ntagger ${name} <${email}> ${seconds} +0000\n\n${tag.message}`;
}

/** A tag object's text; undefined where its header is not the four lines that git writes. The last signature counts, as for git. */
export function parseTagObject(text: string): TagObject | undefined {
  const [head = "", object = "", type = "", tag = "", name = "", email = "", seconds = ""] = header.exec(text) ?? [];
  if (head === "") return undefined;
  const at = Math.max(...[signatureBegin, gpgBegin].map((begin) => text.lastIndexOf(`\n${begin}\n`)));
  const split = at < head.length - 1 ? text.length : at + 1;
  return {
    object,
    type,
    tag,
    tagger: { name, email, date: new Date(Number(seconds) * 1000) },
    message: text.slice(head.length, split),
    payload: text.slice(0, split),
    signature: split === text.length ? undefined : text.slice(split),
  };
}
