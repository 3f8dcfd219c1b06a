import { renderNotes, upsertChangelogEntry } from "@releaser/notes";
import { moves, type Plan, type Workspace } from "@releaser/core";

/** A file to write, relative to the root. */
export interface FileContent {
  readonly path: string;
  readonly content: string;
}

/** Where the plan that was applied last lies. */
export const planFile = "release/plan.json";

/** The file that states the train's version, whoever owns it. */
export const versionFile = "release/version.txt";

export interface ReleaseFilesOptions {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** The aggregated changelog so far. */
  readonly changelog: string | undefined;
  /** Whether there is a version file, which then follows its owner. */
  readonly hasVersionFile?: boolean;
}

/** The release's own files: plan, notes, aggregated changelog and version file, from the plan and what is there. */
export function releaseFiles(plan: Plan, options: ReleaseFilesOptions): readonly FileContent[] {
  return [
    { path: planFile, content: `${JSON.stringify(plan, undefined, 2)}\n` },
    { path: `release/notes/${plan.key}.md`, content: renderNotes({ plan, date: options.date }) },
    { path: "release/CHANGELOG.md", content: upsertChangelogEntry(options.changelog, { plan, date: options.date }) },
    ...versionFiles(plan, options),
  ];
}

/** A train's version in its owner, where that is a text, and in the version file. */
function versionFiles({ train }: Plan, { hasVersionFile = false }: ReleaseFilesOptions): readonly FileContent[] {
  if (train === null) return [];
  const texts = [train.owner, ...(hasVersionFile ? [versionFile] : [])].filter((path) => !path.endsWith(".json"));
  return [...new Set(texts)].map((path) => ({ path, content: `${train.to}\n` }));
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
