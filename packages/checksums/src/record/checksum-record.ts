import { byCodeUnit } from "../tarball/artifact-name.ts";
import { checkChecksumLines, type LineProblem } from "./check-checksum-lines.ts";
import { failures } from "../failures.ts";

/** What a checksum file states, `release/checksums/<version>.txt` of a release. */
export interface ChecksumRecord {
  /** The train's version, the version that the artifacts are of, or the key of a release without a train. */
  readonly version: string;
  /** The commit that they were made from, in full; undefined where they come from no git repository. */
  readonly commit: string | undefined;
  /** The digest of the release's plan, in hex; undefined where Releaser planned nothing, as beside plain Changesets. */
  readonly plan: string | undefined;
  /** By base name, sorted. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** What stands in place of a commit or a plan that there is none of. */
const none = "none";

const headers = [
  {
    key: "version",
    form: /^(?:\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?|r-[0-9a-f]{12})$/u,
    says: "no version and no release key",
  },
  { key: "commit", form: /^(?:[0-9a-f]{40}|[0-9a-f]{64}|none)$/u, says: 'no commit in full, and not "none"' },
  { key: "plan", form: /^(?:[0-9a-f]{64}|none)$/u, says: 'no SHA-256 in lower-case hex, and not "none"' },
] as const;

/** Characters; a release of 5,000 packages has half of it. */
const maxLength = 1_000_000;

/**
 * The record as GNU `sha256sum` writes it: two spaces, sorted base names, LF, and `#` lines in front that
 * `sha256sum -c --strict` and `shasum -c` pass over.
 * @throws E_CHECKSUMS_INVALID for a record that `parseChecksums` would refuse
 */
export function renderChecksums(record: ChecksumRecord): string {
  const text = [
    ...headers.map(({ key }) => `# ${key}: ${record[key] ?? none}`),
    ...record.files.toSorted((a, b) => byCodeUnit(a.name, b.name)).map(({ name, sha256 }) => `${sha256}  ${name}`),
  ].join("\n");
  parseChecksums(`${text}\n`);
  return `${text}\n`;
}

/**
 * Reads exactly what `renderChecksums` writes and nothing else, so that two readers never disagree on a file.
 * @throws E_CHECKSUMS_INVALID with every problem and its line; `file` is its name, where it is known
 */
export function parseChecksums(text: string, file?: string): ChecksumRecord {
  const lines = text.length > maxLength ? [] : text.split("\n");
  const problems =
    text.length > maxLength
      ? [{ line: 1, message: `the file is longer than ${maxLength} characters` }]
      : [...checkHeaders(lines), ...checkChecksumLines(lines, headers.length)];
  if (problems.length > 0) {
    const sorted = problems.toSorted((a, b) => a.line - b.line);
    throw failures.E_CHECKSUMS_INVALID({ ...(file !== undefined && { file }), problems: sorted });
  }
  const [version = "", commit, plan] = headers.map(({ key }, index) => lines[index]?.slice(`# ${key}: `.length));
  return {
    version,
    commit: commit === none ? undefined : commit,
    plan: plan === none ? undefined : plan,
    files: lines.slice(headers.length, -1).map((line) => ({ name: line.slice(66), sha256: line.slice(0, 64) })),
  };
}

function checkHeaders(lines: readonly string[]): readonly LineProblem[] {
  return headers.flatMap(({ key, form, says }, index) => {
    const line = lines[index] ?? "";
    const start = `# ${key}: `;
    if (!line.startsWith(start)) return [{ line: index + 1, message: `is not "${start}…"` }];
    return form.test(line.slice(start.length)) ? [] : [{ line: index + 1, message: `states ${says}` }];
  });
}
