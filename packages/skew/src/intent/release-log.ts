import type { Commit, Workspace } from "@releaser/core";
import { standings } from "../standings.ts";
import { isVersionCommit } from "./version-commits.ts";

/** Commits, newest first, as a question about versions sees them. */
export interface ReleaseLog {
  /** By manifest, newest first, up to and with the first version commit: what is older raised no version that stands today. */
  readonly touching: ReadonlyMap<string, readonly Commit[]>;
  readonly isVersion: (commit: Commit) => boolean;
  /** Whether what this version commit, or a later one, brought along has tags: its release was carried out. */
  readonly isPassed: (commit: Commit) => boolean;
}

export function readReleaseLog(workspace: Workspace, commits: readonly Commit[]): ReleaseLog {
  const versions = new Set(commits.filter(isVersionCommit(workspace)));
  const tagged = new Set(standings(workspace).flatMap(({ pkg, own }) => (own === undefined ? [] : [pkg.manifestFile])));
  const touching = new Map<string, Commit[]>();
  const passed = new Set<Commit>();
  let isPassed = false;
  for (const commit of commits) {
    const manifests = commit.files.filter((file) => file.endsWith("package.json"));
    isPassed ||= versions.has(commit) && manifests.some((file) => tagged.has(file));
    if (isPassed) passed.add(commit);
    for (const file of manifests) {
      const list = touching.get(file) ?? [];
      const last = list.at(-1);
      if (last === undefined || !versions.has(last)) list.push(commit);
      touching.set(file, list);
    }
  }
  return { touching, isVersion: (commit) => versions.has(commit), isPassed: (commit) => passed.has(commit) };
}
