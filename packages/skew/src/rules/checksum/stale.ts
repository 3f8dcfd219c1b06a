import { defineRule, type Draft, type Rule, type RuleInput, sha256 } from "@releaser/core";
import { checksumFolder, type FiledRecord, parseRecord, recordKeys } from "../../checksum-files.ts";

const planFile = "release/plan.json";

/** What was filed of a release proves nothing any more once it and the files that it speaks of part. */
export const stale: Rule = defineRule({
  id: "checksum/stale",
  title: "every filed checksum is that of its file in the repository",
  level: "error",
  scope: "tree",
  *check({ workspace, read }) {
    const names = workspace.checksumFiles();
    if (names.length === 0 || read === undefined) return;
    yield* withoutRecord(names);
    const appliedKey = keyOf(read(planFile) ?? "");
    for (const key of recordKeys(names)) {
      const record = parseRecord(key, read(`${checksumFolder}/${key}.txt`) ?? "");
      if (record === undefined) continue;
      if (record.version.text === key) yield* otherBytes(record, { read, appliedKey });
      else yield otherVersion(record);
    }
  },
});

interface Edges {
  readonly read: NonNullable<RuleInput["read"]>;
  /** The key of the plan that was applied last; the plans of earlier releases are in history alone. */
  readonly appliedKey: string | undefined;
}

function* withoutRecord(names: readonly string[]): Iterable<Draft> {
  const all = new Set(names);
  for (const name of names) {
    const [, key] = /^(\d.*|r-[0-9a-f]{12})\.(?:intoto|smoke)\.json$/u.exec(name) ?? [];
    if (key === undefined || all.has(`${key}.txt`)) continue;
    yield {
      at: { file: `${checksumFolder}/${name}` },
      message: `${checksumFolder}/${name} is filed, but the record ${key}.txt beside it is missing`,
      hint: `bring ${checksumFolder}/${key}.txt back from history, or from the release page of ${key}`,
    };
  }
}

function otherVersion({ file, key, version }: FiledRecord): Draft {
  return {
    at: { file, line: version.line },
    message: `${file} is the record of ${version.text}, its name says ${key}`,
    hint: `bring ${file} back from history, or from the release page of ${key}`,
  };
}

function* otherBytes(record: FiledRecord, edges: Edges): Iterable<Draft> {
  for (const [name, { sha256: digest, line }] of record.digests) {
    const file = fileOf(name, record, edges);
    const text = file === undefined ? undefined : edges.read(file);
    if (file === undefined || (text !== undefined && hasDigest(text, digest))) continue;
    yield {
      at: { file: record.file, line },
      message:
        text === undefined
          ? `${name} of ${record.key} is recorded, but ${file} is missing`
          : `${name} of ${record.key} is recorded with other bytes than ${file} has`,
      hint: `a released file is not edited: ${toWayBack(record, file)}`,
      ...(text !== undefined && { related: [{ at: { file }, message: "has other bytes" }] }),
    };
  }
}

/** Of a release without a train no tag bears the key. */
function toWayBack({ key, commit, file: record }: FiledRecord, file: string): string {
  const ref = commit?.slice(0, 12) ?? (key.startsWith("r-") ? undefined : `v${key}`);
  return ref === undefined
    ? `bring ${file} back from the commit that filed its record: \`git log --diff-filter=A --format=%h -- ${record}\``
    : `\`git checkout ${ref} -- ${file}\``;
}

/** Where an artifact lies in the repository; undefined for tarballs and whatever else lies on the release page alone. */
function fileOf(name: string, { key }: FiledRecord, { appliedKey }: Edges): string | undefined {
  if (name === "notes.md") return `release/notes/${key}.md`;
  return name === "plan.json" && appliedKey === key ? planFile : undefined;
}

/** Whether a text has a digest, also where git wrote its lines with carriage returns into the work tree. */
function hasDigest(text: string, digest: string): boolean {
  return sha256(text) === digest || (text.includes("\r\n") && sha256(text.replaceAll("\r\n", "\n")) === digest);
}

function keyOf(text: string): string | undefined {
  return /"key": ?"([^"\\]+)"/u.exec(text)?.[1];
}
