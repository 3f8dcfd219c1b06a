import {
  type ReferencePlaces,
  type ReleaseCommit,
  renderNotes,
  type RenderNotesOptions,
  upsertChangelogEntry,
} from "@releaser/notes";
import { moves, type Plan, type Workspace } from "@releaser/core";

/** A file to write, relative to the root. */
export interface FileContent {
  readonly path: string;
  readonly content: string;
}

/** Where the plan that was applied last lies. */
export const planFile = "release/plan.json";

/** The file that states the train's version, whoever owns it. */
const versionFile = "release/version.txt";

/** Where the notes of a release lie. */
export function notesFile(key: string): string {
  return `release/notes/${key}.md`;
}

/** What release files are made of beside the plan. */
export interface ReleaseFilesOptions {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly commits: readonly ReleaseCommit[];
  readonly places: ReferencePlaces;
  /** Where the trusted signers lie, where that is configured. */
  readonly signers: string | undefined;
  /** A file as it lies there; undefined where it does not. */
  readonly read: (path: string) => string | undefined;
}

/** The release's own files: plan, notes, aggregated changelog and version file, from the plan and what is there. */
export function releaseFiles(plan: Plan, options: ReleaseFilesOptions): readonly FileContent[] {
  const { date, commits, read } = options;
  const changelog = "release/CHANGELOG.md";
  return [
    { path: planFile, content: `${JSON.stringify(plan, undefined, 2)}\n` },
    { path: notesFile(plan.key), content: renderNotesFile(plan, options) },
    { path: changelog, content: upsertChangelogEntry(read(changelog), { plan, date, commits }) },
    ...versionFiles(plan, options),
  ];
}

/** A train's version in its owner, where that is a text, and in the version file, which follows its owner where it is there. */
function versionFiles({ train }: Plan, { read }: ReleaseFilesOptions): readonly FileContent[] {
  if (train === null) return [];
  const texts = [train.owner, ...(read(versionFile) === undefined ? [] : [versionFile])];
  const paths = new Set(texts.filter((path) => !path.endsWith(".json")));
  return [...paths].map((path) => ({ path, content: `${train.to}\n` }));
}

type NotesFileOptions = ReleaseFilesOptions & Pick<RenderNotesOptions, "title">;

/** The notes of a release, with what people wrote into those that lie there. Throws `E_NOTES_SECTION`. */
export function renderNotesFile(plan: RenderNotesOptions["plan"], options: NotesFileOptions): string {
  const { read, ...rest } = options;
  const file = notesFile(plan.key);
  const text = read(file);
  return renderNotes({ plan, ...rest, ...(text !== undefined && { existing: { file, text } }) });
}

/** Of the paths that a version commit touches, those that are no release metadata. */
export function foreignPaths(paths: readonly string[], workspace: Workspace, plan: Plan): readonly string[] {
  const allowed = new Set([plan.train?.owner, workspace.lockfile, ...lockfiles].filter((path) => path !== undefined));
  for (const { dir, manifestFile } of workspace.members) {
    allowed.add(manifestFile);
    allowed.add(dir === "." ? "CHANGELOG.md" : `${dir}/CHANGELOG.md`);
  }
  return paths.filter((path) => !allowed.has(path) && !path.startsWith("release/") && !path.startsWith(".changeset/"));
}

const lockfiles = ["pnpm-lock.yaml", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "bun.lock"] as const;

/** What a tree, read back, says otherwise than the plan: versions of packages and of the train. */
export function differences(plan: Plan, tree: Workspace): readonly string[] {
  const versions = plan.releases
    .filter((release) => moves(release))
    .map(({ name, to, dir }) => ({
      name,
      to,
      found: tree.members.find((member) => member.dir === dir && member.name === name)?.version,
    }))
    .filter(({ to, found }) => found !== to)
    .map(({ name, to, found }) => `${name} is ${found ?? "absent"}, planned is ${to}`);
  const train =
    plan.train && tree.train?.version !== plan.train.to
      ? [`the train is ${tree.train?.version ?? "absent"}, planned is ${plan.train.to}`]
      : [];
  return [...versions, ...train];
}
