import { byCodeUnit, checkArtifactName, collisions } from "./artifact-name.ts";
import { failures } from "./failures.ts";

/** What `release/checksums/<version>.txt` states. */
export interface ChecksumRecord {
  /** The train's version, or the key of a release without a train. */
  readonly version: string;
  /** The release commit, in full. */
  readonly commit: string;
  /** The plan's digest, in hex. */
  readonly plan: string;
  /** By base name, sorted. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

interface Problem {
  readonly line: number;
  readonly message: string;
}

const headers = [
  {
    key: "version",
    form: /^(?:\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?|r-[0-9a-f]{12})$/u,
    says: "no version and no release key",
  },
  { key: "commit", form: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u, says: "no commit in full" },
  { key: "plan", form: /^[0-9a-f]{64}$/u, says: "no SHA-256 in lower-case hex" },
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
    ...headers.map(({ key }) => `# ${key}: ${record[key]}`),
    ...record.files.toSorted((a, b) => byCodeUnit(a.name, b.name)).map(({ name, sha256 }) => `${sha256}  ${name}`),
  ].join("\n");
  parseChecksums(`${text}\n`);
  return `${text}\n`;
}

/**
 * Reads exactly what `renderChecksums` writes and nothing else, so that two readers never disagree on a file.
 * @throws E_CHECKSUMS_INVALID with every problem and its line
 */
export function parseChecksums(text: string): ChecksumRecord {
  const lines = text.length > maxLength ? [] : text.split("\n");
  const problems =
    text.length > maxLength
      ? [{ line: 1, message: `the file is longer than ${maxLength} characters` }]
      : checkText(lines);
  if (problems.length > 0) {
    throw failures.E_CHECKSUMS_INVALID({ problems: problems.toSorted((a, b) => a.line - b.line) });
  }
  const [version = "", commit = "", plan = ""] = headers.map(({ key }, index) =>
    lines[index]?.slice(`# ${key}: `.length),
  );
  return {
    version,
    commit,
    plan,
    files: lines.slice(headers.length, -1).map((line) => ({ name: line.slice(66), sha256: line.slice(0, 64) })),
  };
}

function checkText(lines: readonly string[]): readonly Problem[] {
  const files = lines.slice(headers.length, lines.at(-1) === "" ? -1 : undefined);
  const first = headers.length + 1;
  return [
    ...headers.flatMap(({ key, form, says }, index) => {
      const line = lines[index] ?? "";
      const start = `# ${key}: `;
      if (!line.startsWith(start)) return [{ line: index + 1, message: `is not "${start}…"` }];
      return form.test(line.slice(start.length)) ? [] : [{ line: index + 1, message: `states ${says}` }];
    }),
    ...files.flatMap((line, index) => checkFileLine(line).map((message) => ({ line: first + index, message }))),
    ...checkOrder(files.map((line) => line.slice(66))).map(({ line, message }) => ({ line: first + line, message })),
    ...(files.length === 0 ? [{ line: lines.length, message: "no artifact is listed" }] : []),
    ...(lines.at(-1) === "" ? [] : [{ line: lines.length, message: "the last line has no newline" }]),
  ];
}

function checkFileLine(line: string): readonly string[] {
  if (line.includes("\r")) return ["has a carriage return"];
  if (line.startsWith("#")) return ["is a header that is unknown or out of place"];
  if (line.trim() === "") return ["is empty"];
  const [, hash, gap = "", name = ""] = /^(\S+)( +\*?)(.*)$/u.exec(line) ?? [];
  if (hash === undefined) return ["is no checksum line"];
  return [
    ...checkHash(hash),
    ...(gap === "  " ? [] : ["has no two spaces between hash and name"]),
    ...(/\s$/u.test(name)
      ? ["has white space at its end"]
      : [checkArtifactName(name)].filter((problem) => problem !== undefined)),
  ];
}

const otherAlgorithms: ReadonlyMap<number, string> = new Map([
  [32, "MD5"],
  [40, "SHA-1"],
  [96, "SHA-384"],
  [128, "SHA-512"],
]);

function checkHash(hash: string): readonly string[] {
  if (!/^[0-9A-Fa-f]+$/u.test(hash)) return ["has a hash that is not hex"];
  const other = otherAlgorithms.get(hash.length);
  if (other !== undefined) return [`has ${other} and not SHA-256`];
  if (hash.length !== 64) return [`has a hash of ${hash.length} digits and not 64`];
  return hash === hash.toLowerCase() ? [] : ["has a hash in upper case"];
}

function checkOrder(names: readonly string[]): readonly Problem[] {
  const unsorted = names.findIndex((name, index) => index > 0 && byCodeUnit(names[index - 1] ?? "", name) > 0);
  return [
    ...collisions(names).map(({ index, earlier }) => ({ line: index, message: `names ${earlier} a second time` })),
    ...(unsorted < 0 ? [] : [{ line: unsorted, message: "is not in the order of names" }]),
  ];
}
