import type { Commit, Workspace } from "@releaser/core";
import { toShips } from "./idle-files.ts";
import { owners, pathWithin } from "./touched-packages.ts";
import { isVersionCommit } from "./version-commits.ts";

/** A commit, and the packages that it changes for their users, by name. */
export interface CommitOfPackages {
  readonly commit: Commit;
  readonly packages: readonly string[];
}

/**
 * The commits since a tag or commit, newest first, that change packages for their users, whether or not they were released
 * since. Version commits are none.
 */
export function changedSince(workspace: Workspace, ref: string): readonly CommitOfPackages[] {
  const ownerOf = owners(workspace);
  const isVersion = isVersionCommit(workspace);
  const ships = toShips([]);
  return workspace
    .history()
    .since(ref)
    .flatMap((commit) => {
      const packages = commit.files.flatMap((file) => {
        const pkg = ownerOf(file);
        return pkg !== undefined && ships(pathWithin(pkg, file)) ? [pkg.name] : [];
      });
      return packages.length === 0 || isVersion(commit) ? [] : [{ commit, packages: [...new Set(packages)] }];
    });
}
