import { createHash } from "node:crypto";
import type { Git } from "@releaser/core";

/** What a reference below `refs/tags` was seen to point to. */
export interface FoundTag {
  readonly oid: string;
  /** `tag` of an annotated one, `commit` and the like of a lightweight one. */
  readonly type: string;
  /** The tag object's text; undefined where it is to be read yet. */
  readonly text?: string;
}

/** What tags point to and what their objects hold, of all that are here: two questions to git, however many tags. */
export async function readTags(git: Git, names: readonly string[]): Promise<ReadonlyMap<string, FoundTag>> {
  const found = await readTagRefs(git, names);
  const oids = new Set([...found.values()].flatMap(({ oid, type }) => (type === "tag" ? [oid] : [])));
  const texts = oids.size === 0 ? new Map<string, string>() : await readTagObjects(git, oids);
  return new Map(
    [...found].map(([name, ref]) => {
      const text = texts.get(ref.oid);
      return [name, text === undefined ? ref : { ...ref, text }] as const;
    }),
  );
}

/** The references alone. The names are ours. */
export async function readTagRefs(git: Git, names: readonly string[]): Promise<ReadonlyMap<string, FoundTag>> {
  const refs = names.map((name) => `refs/tags/${name}`);
  const listed = await git.text(["for-each-ref", "--format=%(objectname) %(objecttype) %(refname:lstrip=2)", ...refs]);
  // Git lists those below a name too.
  const wanted = new Set(names);
  return new Map(
    listed.split("\n").flatMap((line) => {
      const [oid = "", type = "", name = ""] = line.split(" ");
      return wanted.has(name) ? [[name, { oid, type }] as const] : [];
    }),
  );
}

async function readTagObjects(git: Git, oids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const input = [...oids, ""].join("\n");
  const { stdout } = await git.run(["--no-replace-objects", "cat-file", "--batch"], { input });
  return parseTagObjects(stdout);
}

/**
 * The texts in an answer of `git cat-file --batch`, by id. Only a text that has the id that it stands under is believed, so none
 * can pass for another's; the first that has not, because its bytes are no UTF-8, ends the reading.
 */
export function parseTagObjects(answer: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(answer);
  const texts = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const start = bytes.indexOf("\n", at) + 1;
    const [, oid = "", size = ""] = /^([0-9a-f]+) tag (\d+)\n$/u.exec(bytes.toString("latin1", at, start)) ?? [];
    const end = start + Number(size);
    const content = bytes.subarray(start, end);
    if (oid === "" || objectId(content, oid.length) !== oid) return texts;
    texts.set(oid, content.toString());
    at = end + 1;
  }
  return texts;
}

/** The id that git gives to a tag object of these bytes, in hex of that length. */
function objectId(content: Buffer, length: number): string {
  return createHash(length === 64 ? "sha256" : "sha1")
    .update(`tag ${content.length}\0`)
    .update(content)
    .digest("hex");
}
