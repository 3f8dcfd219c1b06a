import type { Commit, Package, RuleInput, Workspace } from "@releaser/core";
import { lastReleases } from "./last-release.ts";
import { isOffered } from "./offered.ts";
import { owners, pathWithin, type Ships, touchedPackages } from "./touched-packages.ts";

/** The commits that come after the last release of any of some packages. */
export interface ClaimedCommits {
  /** Newest first, each with every package that it changes for users: those asked for, then others. */
  readonly pending: ReadonlyMap<Commit, readonly Package[]>;
  /** Whether another package has a commit in its last release already, which then answered for it. */
  readonly wentOut: (pkg: Package, commit: Commit) => boolean;
}

/** What changed packages for their users since their own last tags; nothing for those that have none. */
export function claimedCommits({ workspace }: RuleInput, packages: ReadonlySet<Package>, ships: Ships): ClaimedCommits {
  const tagOf = lastReleases(workspace);
  const since = commitsSince(workspace);
  const byTag = Map.groupBy(packages, tagOf);
  byTag.delete(undefined);
  const touched = new Map<string, Package[]>();
  for (const [tag, group] of byTag) {
    const byPackage = touchedPackages(workspace, since(tag).commits, ships);
    for (const pkg of group) {
      for (const { id } of byPackage.get(pkg)?.commits ?? []) touched.set(id, [...(touched.get(id) ?? []), pkg]);
    }
  }
  const longestFirst = [...byTag.keys()].map((tag) => since(tag)).toSorted((a, b) => b.ids.size - a.ids.size);
  const all = new Map(longestFirst.flatMap(({ commits }) => commits).map((commit) => [commit.id, commit]));
  const others = toOthers(workspace, packages, ships);
  return {
    pending: new Map(
      [...all.values()].flatMap((commit) => {
        const own = touched.get(commit.id);
        return own === undefined ? [] : [[commit, [...own, ...others(commit)]] as const];
      }),
    ),
    wentOut: (pkg, commit) => {
      const tag = packages.has(pkg) ? undefined : tagOf(pkg);
      return tag !== undefined && !since(tag).ids.has(commit.id);
    },
  };
}

interface Since {
  readonly commits: readonly Commit[];
  readonly ids: ReadonlySet<string>;
}

function commitsSince(workspace: Workspace): (tag: string | undefined) => Since {
  const known = new Map<string | undefined, Since>();
  return (tag) => {
    const commits = tag === undefined ? [] : workspace.history().since(tag);
    const found = known.get(tag) ?? { commits, ids: new Set(commits.map(({ id }) => id)) };
    known.set(tag, found);
    return found;
  };
}

function toOthers(
  workspace: Workspace,
  packages: ReadonlySet<Package>,
  ships: Ships,
): (commit: Commit) => readonly Package[] {
  const ownerOf = owners(workspace);
  return ({ files }) => {
    const all = files.flatMap((file) => {
      const pkg = ownerOf(file);
      return pkg !== undefined && !packages.has(pkg) && ships(pathWithin(pkg, file)) ? [pkg] : [];
    });
    return [...new Set(all)].filter((pkg) => isOffered(workspace, pkg));
  };
}
