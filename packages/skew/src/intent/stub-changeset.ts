import { digestOf, type Fix, type RuleInput, safeLine } from "@releaser/core";
import type { ConventionalBump } from "@releaser/core/conventional";

/** What a changeset is to say before a person has written it. */
export interface Stub {
  /** What it is about, for the file's name: a package, a catalog's entry. */
  readonly about: string;
  /** What tells this change from a later one of the same thing. */
  readonly since: string;
  readonly releases: ReadonlyMap<string, ConventionalBump>;
  /** From a commit; undefined where none says it in a sentence for users. */
  readonly summary: string | undefined;
}

/** Where the stub goes: the same path for the same change, so that writing it twice writes one file. */
export function stubFile({ about, since }: Stub): string {
  const plain = about
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
  return `.changeset/${plain.slice(0, 60) || "change"}-${digestOf([about, since]).slice(0, 6)}.md`;
}

export interface StubFixOptions {
  readonly read: RuleInput["read"];
  readonly safety: Fix["safety"];
}

/** The stub as an edit that makes its file; undefined where a person has such a file already, which is theirs to finish. */
export function stubFix(stub: Stub, { read, safety }: StubFixOptions): Fix | undefined {
  if (read?.(stubFile(stub)) !== undefined) return undefined;
  const lines = [...stub.releases].map(([name, bump]) => `${JSON.stringify(name)}: ${bump}`);
  const value = ["---", ...lines, "---", "", summaryOf(stub), ""].join("\n");
  return { safety, edits: [{ file: stubFile(stub), pointer: "", value }] };
}

/** A commit's own words, unless they read as a trailer, a heading or a rule, which notes and commits would take for one. */
function summaryOf({ summary, releases }: Stub): string {
  const said = safeLine(summary ?? "");
  const plain = /^[\p{L}\p{N}`"'(]/u.test(said) && !/^[\w-]+\s*[:=]/u.test(said);
  return plain ? said : `Describe for its users what changed in ${[...releases.keys()].join(", ")}.`;
}
