import rcompare from "semver/functions/rcompare.js";
import valid from "semver/functions/valid.js";

/** The folder of what was filed of releases. */
export const checksumFolder = "release/checksums";

/** A record as it lies in the repository, line by line. `@releaser/checksums` judges its form; here it is what it states that counts. */
export interface FiledRecord {
  /** From the file's name: the version, or the key of a release without a train. */
  readonly key: string;
  readonly file: string;
  /** Of the header; a file that has none is another tool's. */
  readonly version: { readonly text: string; readonly line: number };
  /** The release commit, where the header states it. */
  readonly commit: string | undefined;
  readonly digests: ReadonlyMap<string, { readonly sha256: string; readonly line: number }>;
}

/** Old releases are a matter of `releaser verify`; these are read in milliseconds. */
const most = 100;

/** The keys of the records among the names of a folder, those of the latest versions first, a hundred at most. */
export function recordKeys(names: readonly string[]): readonly string[] {
  const keys = names.flatMap((name) => (name.endsWith(".txt") ? [name.slice(0, -".txt".length)] : []));
  const versions = keys.filter((key) => valid(key) === key).toSorted((a, b) => rcompare(a, b));
  return [...versions, ...keys.filter((key) => /^r-[0-9a-f]{12}$/u.test(key))].slice(0, most);
}

/** A record's text; undefined where its header states no version. */
export function parseRecord(key: string, text: string): FiledRecord | undefined {
  const lines = text.split(/\r?\n/u);
  const at = lines.findIndex((line) => /^# version:? \S/u.test(line));
  if (at === -1) return undefined;
  const digests = lines.flatMap((line, index) => {
    const [, sha256 = "", name = ""] = /^([0-9a-f]{64}) [ *](\S.*)$/u.exec(line) ?? [];
    return name === "" ? [] : [[name, { sha256, line: index + 1 }] as const];
  });
  return {
    key,
    file: `${checksumFolder}/${key}.txt`,
    version: { text: lines[at]?.replace(/^# version:? /u, "").trim() ?? "", line: at + 1 },
    commit: lines.map((line) => /^# commit: ([0-9a-f]{40,64})$/u.exec(line)?.[1]).find((one) => one !== undefined),
    digests: new Map(digests),
  };
}
