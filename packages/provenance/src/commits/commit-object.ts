/** A commit object taken apart. */
export interface CommitObject {
  readonly parents: readonly string[];
  /** The committer's date. */
  readonly date: Date;
  readonly message: string;
  /** The bytes that are signed: everything but the signature. */
  readonly payload: string;
  /** Undefined where it has none. */
  readonly signature: string | undefined;
}

const signatureHeader = /^gpgsig(?:-sha256)? (.*(?:\n .*)*\n)/gmu;

/** A commit object's text; undefined where it is none that git writes, or holds more than one signature. */
export function parseCommitObject(text: string): CommitObject | undefined {
  const end = text.indexOf("\n\n") + 1;
  const head = text.slice(0, end);
  const date = committedAt(text);
  const signatures = [...head.matchAll(signatureHeader)].map(([, value = ""]) => value.replaceAll("\n ", "\n"));
  if (end === 0 || date === undefined || signatures.length > 1) return undefined;
  return {
    parents: [...head.matchAll(/^parent ([0-9a-f]{40}(?:[0-9a-f]{24})?)$/gmu)].map(([, parent = ""]) => parent),
    date,
    message: text.slice(end + 1),
    payload: head.replaceAll(signatureHeader, "") + text.slice(end),
    signature: signatures[0],
  };
}

/** The committer's date of a commit object's text, whatever else is in it; undefined where its header has none. */
export function committedAt(text: string): Date | undefined {
  const head = text.slice(0, text.indexOf("\n\n") + 1);
  const seconds = /^committer [^\n]* (\d{1,12}) [+-]\d{4}$/mu.exec(head)?.[1];
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000);
}
