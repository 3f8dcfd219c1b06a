import { type Changeset, type Commit, defineRule, type Package, type Rule, type Workspace } from "@releaser/core";
import { lastReleases } from "../../intent/last-release.ts";
import { pendingChangesets } from "../../intent/pending-changesets.ts";
import { touchedPackages } from "../../intent/touched-packages.ts";
import { isVersioned, packagesByName } from "../../versioned.ts";

/** A changeset that outlived its change, by a revert or a merge, releases what is released already. */
export const deadChangeset: Rule = defineRule({
  id: "intent/dead-changeset",
  title: "every changeset names a package that changed since its last release",
  level: "info",
  scope: "offline",
  *check({ workspace }) {
    const settled = committed(workspace);
    if (settled.length === 0) return;
    const isDead = toDead(workspace);
    for (const changeset of settled) {
      const first = changeset.releases.find(({ type }) => type !== "none");
      const tags = first === undefined ? undefined : isDead(changeset);
      if (first === undefined || tags === undefined) continue;
      yield {
        at: first.at,
        message: `nothing changed that it names: ${tags.map(({ name, tag }) => `${name} is as ${tag} has it`).join(", ")}`,
        hint: `delete ${changeset.file}, unless the release is meant without a change`,
        package: first.name,
      };
    }
  },
});

/** Those that the last commit has: one that was just written waits for its change to be committed with it. */
function committed(workspace: Workspace): readonly Changeset[] {
  const head = workspace.git?.head;
  const pending = pendingChangesets(workspace).filter(({ releases }) => releases.some(({ type }) => type !== "none"));
  if (head === undefined || pending.length === 0 || workspace.history().gap !== undefined) return [];
  const texts = workspace.history().textsAt(pending.map(({ file }) => ({ ref: head, file })));
  return pending.filter((_, index) => texts[index] !== undefined);
}

interface Tagged {
  readonly name: string;
  readonly tag: string;
}

/** What a changeset names with the tags that nothing came after; undefined where there is a change, or no telling. */
function toDead(workspace: Workspace): (changeset: Changeset) => readonly Tagged[] | undefined {
  const byName = packagesByName(workspace);
  const tagOf = lastReleases(workspace);
  const changedSince = toChangedSince(workspace);
  return ({ file, releases }) => {
    const named = releases
      .filter(({ type }) => type !== "none")
      .map(({ name }) => byName.get(name))
      .map((pkg) => ({ pkg, tag: pkg === undefined || !isVersioned(workspace, pkg) ? undefined : tagOf(pkg) }));
    const tagged = named.flatMap(({ pkg, tag }) => (pkg === undefined || tag === undefined ? [] : [{ pkg, tag }]));
    if (tagged.length < named.length || tagged.some((one) => changedSince({ ...one, file }))) return undefined;
    const texts = workspace.history().textsAt(tagged.map(({ tag }) => ({ ref: tag, file })));
    return texts.some((text) => text !== undefined)
      ? undefined
      : tagged.map(({ pkg, tag }) => ({ name: pkg.name, tag }));
  };
}

interface Asked {
  readonly pkg: Package;
  readonly tag: string;
  /** The changeset's. */
  readonly file: string;
}

/**
 * Whether a package, or one of the workspace that it builds on, has commits since its tag; or whether the changeset came
 * with a change elsewhere, such as a catalog's entry or a shared folder.
 */
function toChangedSince(workspace: Workspace): (asked: Asked) => boolean {
  const touchedBy = new Map<string, ReadonlySet<Package>>();
  const touched = (tag: string): ReadonlySet<Package> => {
    const commits = workspace.history().since(tag);
    const known = touchedBy.get(tag) ?? new Set(touchedPackages(workspace, commits, () => true).keys());
    touchedBy.set(tag, known);
    return known;
  };
  return ({ pkg, tag, file }) => {
    const changed = touched(tag);
    return reachesAny(workspace, pkg, changed) || cameAlong(workspace.history().since(tag), file);
  };
}

function cameAlong(commits: readonly Commit[], file: string): boolean {
  return commits.some(({ files }) => files.includes(file) && files.some((other) => !other.startsWith(".changeset/")));
}

/** Whether a package, or one of the workspace that it builds on, is among some. */
function reachesAny(workspace: Workspace, pkg: Package, some: ReadonlySet<Package>): boolean {
  const byName = packagesByName(workspace);
  const reached = new Set([pkg]);
  for (const one of reached) {
    if (some.has(one)) return true;
    for (const { name } of one.dependencies) {
      const inner = byName.get(name);
      if (inner !== undefined) reached.add(inner);
    }
  }
  return false;
}
