import { mkdir, readFile, rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { hasErrorCode } from "@releaser/core";
import manifest from "../../package.json" with { type: "json" };
import { type AskGit, openAskGit } from "../tracked/ask-git.ts";
import { builderOf, repositoryUri } from "../statement/builder.ts";
import { findArtifacts } from "../record/find-artifacts.ts";
import { recordArtifacts } from "../record/record-artifacts.ts";
import { recordFiles, recordNames } from "../record/record-names.ts";
import { openSignerAt } from "../signing/open-key.ts";
import { signStatement, verifyEnvelope } from "../signing/signer.ts";
import { writeWhole } from "../write-whole.ts";
import type { Edges } from "./edges.ts";
import type { Ended } from "./report.ts";

export interface RecordOptions {
  readonly version: string;
  readonly commit?: string;
  readonly plan?: string;
  readonly out: string;
  /** Path of a key that signs the statement. */
  readonly sign?: string;
}

/** Writes the checksum file of what was named, and the statement beside it. */
export async function recordVerb(named: readonly string[], options: RecordOptions, edges: Edges): Promise<Ended> {
  const { cwd, env } = edges;
  const { version } = options;
  const git = openAskGit(cwd, edges);
  const names = recordNames(version);
  const paths = await findArtifacts(named, { cwd, beside: recordFiles(version) });
  const signer = options.sign === undefined ? undefined : await openSignerAt(resolve(cwd, options.sign), edges);
  const repository = await git(["remote", "get-url", "origin"]);
  const commit = options.commit === "none" ? undefined : (options.commit ?? (await headOf(git)));
  const recorded = await recordArtifacts(paths, {
    version,
    ...(commit !== undefined && { commit }),
    ...(options.plan !== undefined && options.plan !== "none" && { plan: options.plan }),
    ...(repository !== undefined && { repository: repositoryUri(repository.trim()) }),
    ...builderOf(env),
    producer: `releaser-checksums@${manifest.version}`,
  });
  const out = resolve(cwd, options.out);
  await mkdir(out, { recursive: true });
  const stale = signer === undefined && (await removeStale(join(out, names.envelope), recorded.statement));
  const texts = [
    [names.statement, recorded.statement],
    ...(signer ? [[names.envelope, await signStatement(recorded.statement, signer)] as const] : []),
    [names.checksums, recorded.checksums],
  ] as const;
  for (const [name, text] of texts) await writeWhole(join(out, name), text);
  const written = texts.map(([name]) => relative(cwd, join(out, name)) || name);
  return {
    verb: "record",
    version,
    commit: commit ?? null,
    plan: options.plan === undefined || options.plan === "none" ? null : options.plan,
    files: recorded.files.map(({ integrity: _, ...file }) => file),
    written,
    lines: [
      ...recorded.files.map(({ name, size }) => `  ✓ ${name}  ${size} bytes`),
      `${recorded.files.length} of ${version}, commit ${commit?.slice(0, 12) ?? "none"}: written to ${written.join(", ")}`,
      ...(stale ? [`note: ${names.envelope} was taken away: it is not of this statement`] : []),
      ...(options.commit === undefined && (await isChanged(git)) ? [changedNote] : []),
    ],
  };
}

const changedNote =
  "note: tracked files have changes that are not committed, so these artifacts may not be of that commit (--commit none says so)";

/** Removes an envelope of an earlier record that would speak against the new statement; tells whether there was one. */
async function removeStale(path: string, statement: string): Promise<boolean> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (hasErrorCode(error, "ENOENT")) return undefined;
    throw error;
  });
  const wrong = text === undefined ? [] : await verifyEnvelope(text, { file: path, statement }).catch(() => ["unread"]);
  if (wrong.length > 0) await rm(path);
  return wrong.length > 0;
}

async function headOf(git: AskGit): Promise<string | undefined> {
  const said = (await git(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]))?.trim();
  return said === undefined || said === "" ? undefined : said;
}

async function isChanged(git: AskGit): Promise<boolean> {
  const said = await git(["status", "--porcelain", "--untracked-files=no"]);
  return said !== undefined && said !== "";
}
