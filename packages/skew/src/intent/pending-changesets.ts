import type { Changeset, ChangesetsState, Workspace } from "@releaser/core";

/** The changesets that the next version would take up. In pre mode those that it listed already are used. */
export function pendingChangesets({ changesets }: Workspace): readonly Changeset[] {
  if (changesets === undefined) return [];
  const used = changesets.pre?.mode === "pre" ? new Set(changesets.pre.changesets) : new Set<string>();
  return changesets.changesets.filter(({ id }) => !used.has(id));
}

/** Every name that a pending changeset states, whatever the bump: `none` says that nothing is to be released, and that is an answer. */
export function namedPackages(workspace: Workspace): ReadonlySet<string> {
  return new Set(pendingChangesets(workspace).flatMap(({ releases }) => releases.map(({ name }) => name)));
}

/** Whether a changeset without packages came with this branch: its author says that nothing here is to be released. */
export function acceptsAll(workspace: Workspace, since: string): boolean {
  const empty = pendingChangesets(workspace).filter(({ releases }) => releases.length === 0);
  if (empty.length === 0) return false;
  const texts = workspace.history().textsAt(empty.map(({ file }) => ({ ref: since, file })));
  return texts.some((text) => text === undefined);
}

/** Whether a file of `.changeset` cannot be read, so that nobody knows which packages it names. */
export function hasUnreadable({ invalid, changesets }: ChangesetsState): boolean {
  const read = new Set(changesets.map(({ file }) => file));
  return invalid.some(({ at }) => at.file.endsWith(".md") && !read.has(at.file));
}
