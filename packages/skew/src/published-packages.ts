import type { Package, Workspace } from "@releaser/core";
import valid from "semver/functions/valid.js";
import { isVersioned } from "./versioned.ts";

/** A package of which a registry may have versions. */
export type PublishedPackage = Package & { readonly version: string };

/** The packages that registries are asked for: public ones that a release versions and that state a version. */
export function publishedPackages(workspace: Workspace): readonly PublishedPackage[] {
  return workspace.members.filter(
    (pkg): pkg is PublishedPackage =>
      !pkg.private && pkg.version !== undefined && valid(pkg.version) === pkg.version && isVersioned(workspace, pkg),
  );
}
