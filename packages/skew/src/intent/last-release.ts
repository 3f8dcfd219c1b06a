import type { Package, Workspace } from "@releaser/core";
import { currentTag, highestOf, indexTags, releaseTags, tagsOf } from "../release-tags.ts";

/**
 * The tag of a package's last release: that of the version it states; else the highest of its own tags among the ancestors
 * of HEAD; else the same of the train's. Undefined where it was never released.
 */
export function lastReleases(workspace: Workspace): (pkg: Package) => string | undefined {
  const known = new Map<Package, string | undefined>();
  return (pkg) => {
    if (!known.has(pkg)) known.set(pkg, currentTag(workspace, pkg) ?? lastMerged(workspace, pkg));
    return known.get(pkg);
  };
}

function lastMerged(workspace: Workspace, pkg: Package): string | undefined {
  const isTagged = releaseTags(workspace)(pkg).length > 0 || indexTags(tagsOf(workspace)).train.length > 0;
  if (!isTagged) return undefined;
  const merged = workspace.history().mergedTags();
  const own = highestOf(releaseTags(workspace, merged)(pkg));
  const last = own ?? (isOnTrain(workspace) ? highestOf(indexTags(merged).train) : undefined);
  return last?.tag;
}

function isOnTrain({ train }: Workspace): boolean {
  return train !== undefined && train.unfit === undefined;
}
