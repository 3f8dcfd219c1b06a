import type { Git, PlannedChangeset, Workspace } from "@releaser/core";
import type { ReleaseCommit } from "@releaser/notes";
import { changedSince } from "@releaser/skew";

/** The forms of tags that name a version: of the train, of a package, of a repository's only package. */
const releaseTags = ["v[0-9]*", "*@[0-9]*", "[0-9]*"] as const;

/**
 * Where the repository's last release before HEAD is, as a commit: its last plan, else the nearest tag that names a version.
 * Undefined where there was none, or a shallow clone does not tell.
 */
export async function lastRelease(git: Git): Promise<string | undefined> {
  const planned = await git.run(["log", "-1", "--format=%H", "--", ":(top)release/plan.json"], { accept: [0, 128] });
  if (planned.stdout.trim() !== "") return planned.stdout.trim();
  const matches = releaseTags.flatMap((form) => ["--match", form]);
  const tag = await git.run(["describe", "--tags", "--abbrev=0", ...matches, "HEAD"], { accept: [0, 128] });
  if (tag.code !== 0) return undefined;
  const name = `refs/tags/${tag.stdout.trim()}^{commit}`;
  return await git.text(["rev-parse", "--verify", "--end-of-options", name]);
}

/**
 * What notes are told of commits: those since a commit that change packages. One that brings a changeset along is left out,
 * since its author said there what is to be said. Nothing where the clone is shallow.
 */
export function releaseCommits(
  workspace: Workspace,
  { since, changesets }: { readonly since: string | undefined; readonly changesets: readonly PlannedChangeset[] },
): readonly ReleaseCommit[] {
  if (since === undefined || workspace.git?.shallow === true) return [];
  const told = new Set(changesets.map(({ id }) => `.changeset/${id}.md`));
  return changedSince(workspace, since).flatMap(({ commit: { id, message, files }, packages }) =>
    files.some((file) => told.has(file)) ? [] : [{ id, message, packages }],
  );
}
