import type { Commit, Package, Workspace } from "@releaser/core";
import { oncePer } from "../once-per.ts";
import { isVersionCommit } from "./version-commits.ts";

/** A package with the commits that changed it, newest first, and the files they changed. */
export interface Touched {
  readonly pkg: Package;
  readonly commits: readonly Commit[];
  readonly files: ReadonlySet<string>;
}

/** Whether a file's path within its package counts. */
export type Ships = (path: string) => boolean;

/**
 * What commits, newest first, changed in each package. A file belongs to the deepest folder that holds it. A version
 * commit is no change, and what is older than one that gave the package its version went out with it.
 */
export function touchedPackages(
  workspace: Workspace,
  commits: readonly Commit[],
  ships: Ships,
): ReadonlyMap<Package, Touched> {
  const ownerOf = owners(workspace);
  const isVersion = isVersionCommit(workspace);
  const released = new Set<Package>();
  const touched = new Map<Package, { pkg: Package; commits: Commit[]; files: Set<string> }>();
  for (const commit of commits) {
    const versions = isVersion(commit);
    for (const file of commit.files) {
      const pkg = ownerOf(file);
      if (pkg === undefined || (!versions && released.has(pkg))) continue;
      if (versions && isVersionFile(pathWithin(pkg, file))) released.add(pkg);
      if (versions || !ships(pathWithin(pkg, file))) continue;
      const entry = touched.get(pkg) ?? { pkg, commits: [], files: new Set() };
      if (entry.commits.at(-1) !== commit) entry.commits.push(commit);
      entry.files.add(file);
      touched.set(pkg, entry);
    }
  }
  return touched;
}

/** The packages that version commits among these gave a version. */
export function versionedBy(workspace: Workspace, commits: readonly Commit[]): ReadonlySet<Package> {
  const ownerOf = owners(workspace);
  const files = commits.filter(isVersionCommit(workspace)).flatMap((commit) => commit.files);
  return new Set(
    files.flatMap((file) => {
      const pkg = ownerOf(file);
      return pkg !== undefined && isVersionFile(pathWithin(pkg, file)) ? [pkg] : [];
    }),
  );
}

/** The package whose folder holds a file, the deepest of several. */
export const owners = oncePer(({ members }: Workspace): ((file: string) => Package | undefined) => {
  const byDir = new Map(members.map((pkg) => [pkg.dir, pkg]));
  const known = new Map<string, Package | undefined>();
  const find = (dir: string): Package | undefined => {
    if (dir === "." || byDir.has(dir)) return byDir.get(dir);
    if (!known.has(dir)) known.set(dir, find(folderOf(dir)));
    return known.get(dir);
  };
  return (file) => find(folderOf(file));
});

function folderOf(path: string): string {
  const cut = path.lastIndexOf("/");
  return cut === -1 ? "." : path.slice(0, cut);
}

/** A file's path relative to the folder of its package. */
export function pathWithin({ dir }: Package, file: string): string {
  return dir === "." ? file : file.slice(dir.length + 1);
}

function isVersionFile(path: string): boolean {
  return path === "package.json" || path === "CHANGELOG.md";
}
