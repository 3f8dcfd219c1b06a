import { type ReleaserError, safeLine } from "@releaser/core";
import { failures } from "../failures.ts";
import { checkTagName } from "./tag-name.ts";
import type { TagObject } from "./tag-object.ts";
import { tolerance } from "./tolerance.ts";

/** A tag as asked for, and the time at which it is. */
export type TagRequest = Pick<TagObject, "message" | "object" | "tagger"> & {
  readonly name: string;
  readonly now: Date;
};

/** Why no tag may be made of this; undefined where one may. */
export function checkTagRequest({ name, object, message, tagger, now }: TagRequest): ReleaserError | undefined {
  const reason =
    checkTagName(name) ??
    (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(object) ? undefined : "its commit is not given in full") ??
    (/^-----BEGIN /mu.test(message) ? "its message has a line that looks like a signature's" : undefined) ??
    (/[\p{Cc}--[\n\t]]/v.test(message) ? "its message has control characters" : undefined) ??
    (isName(tagger.name) && isName(tagger.email) && !/\s/u.test(tagger.email)
      ? undefined
      : "its tagger needs a name and an email without < and >");
  if (reason !== undefined) return failures.E_TAG_INVALID({ tag: safeLine(name), reason });
  if (Math.abs(tagger.date.getTime() - now.getTime()) <= tolerance) return undefined;
  return failures.E_TAG_BACKDATED({
    tag: name,
    date: tagger.date.toJSON() ?? "no date",
    bound: `this machine's time, ${now.toJSON()}`,
  });
}

function isName(text: string): boolean {
  return text !== "" && text.trim() === text && !/[<>\p{Cc}]/u.test(text);
}
