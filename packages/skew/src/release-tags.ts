import type { Package, Workspace } from "@releaser/core";
import compare from "semver/functions/compare.js";
import prerelease from "semver/functions/prerelease.js";
import valid from "semver/functions/valid.js";
import { isContainer } from "./versioned.ts";

/** A tag that names a version of a package. */
export interface ReleaseTag {
  readonly tag: string;
  readonly version: string;
}

/**
 * The tags of a package: `name@1.2.0`, and `v1.2.0` or `1.2.0` where the repository is that package alone. What follows the
 * name is strict semver, otherwise the tag says nothing of a version.
 */
export function releaseTags(workspace: Workspace, tags: ReadonlySet<string>): (pkg: Package) => readonly ReleaseTag[] {
  const byName = Map.groupBy([...tags].flatMap(toNamed), ({ name }) => name);
  return (pkg) => [...(byName.get(pkg.name) ?? []), ...(isAlone(workspace, pkg) ? (byName.get("") ?? []) : [])];
}

/** The highest that a version can be measured by: a stable one by stable ones, a prerelease also by those of its own kind. */
export function highestOf(tags: readonly ReleaseTag[], version: string): ReleaseTag | undefined {
  const kind = kindOf(version);
  return tags
    .filter((one) => kindOf(one.version) === undefined || kindOf(one.version) === kind)
    .reduce<ReleaseTag | undefined>(
      (best, one) => (best === undefined || compare(one.version, best.version) > 0 ? one : best),
      undefined,
    );
}

function kindOf(version: string): string | undefined {
  const [first] = prerelease(version) ?? [];
  return first === undefined ? undefined : String(first);
}

function toNamed(tag: string): readonly (ReleaseTag & { readonly name: string })[] {
  const cut = tag.lastIndexOf("@");
  const name = cut > 0 ? tag.slice(0, cut) : "";
  const version = cut > 0 ? tag.slice(cut + 1) : tag.replace(/^v/u, "");
  return valid(version) === version ? [{ name, tag, version }] : [];
}

function isAlone(workspace: Workspace, pkg: Package): boolean {
  return pkg.role === "root" && !isContainer(workspace, pkg);
}
