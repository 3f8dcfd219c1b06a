import type { Package, Workspace } from "@releaser/core";
import { isSentinel, isVersioned } from "../versioned.ts";

/**
 * Whether a change of this package is owed a changeset: somebody gets its versions. A private one counts where the
 * configuration says outright that private packages are versioned; Changesets 2 versions them unasked, examples included.
 */
export function isOffered(workspace: Workspace, pkg: Package): boolean {
  if (!isVersioned(workspace, pkg)) return false;
  return !pkg.private || isSentinel(pkg) || workspace.changesets?.config.raw["privatePackages"] !== undefined;
}
