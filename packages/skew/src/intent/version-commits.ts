import type { Commit, Workspace } from "@releaser/core";

/**
 * Whether a commit carried out a release plan: it changes manifests or changelogs, and beside them takes up changesets that
 * are gone by now, goes on in pre mode, or has the plan in `release/plan.json`, which nothing else writes.
 */
export function isVersionCommit({ changesets }: Workspace): (commit: Commit) => boolean {
  const here = new Set(changesets?.changesets.map(({ file }) => file));
  const isTaken = (file: string): boolean =>
    file === "release/plan.json" ||
    file === ".changeset/pre.json" ||
    (/^\.changeset\/(?:pre\/)?(?!README\.md$)[^/]+\.md$/iu.test(file) && !here.has(file));
  return ({ files }) =>
    files.some((file) => isTaken(file)) && files.some((file) => /(?:^|\/)(?:package\.json|CHANGELOG\.md)$/u.test(file));
}

/** Whether the branch that is checked out is the one on which Changesets prepares the release, so that all of it is that. */
export function isReleaseBranch({ git }: Workspace): boolean {
  return git?.branch?.startsWith("changeset-release/") ?? false;
}
