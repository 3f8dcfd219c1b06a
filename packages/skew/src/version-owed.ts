import type { Package, Workspace } from "@releaser/core";
import { isContainer, isSentinel, packagesByName } from "./versioned.ts";

/** Why a release needs the version of a package, in words; undefined for examples, playgrounds and roots, which nobody versions. */
export function versionOwed(workspace: Workspace, pkg: Package): string | undefined {
  if (isSentinel(pkg)) return ".sentinel is part of every release train";
  if (pkg.name === "" || packagesByName(workspace).get(pkg.name) !== pkg) return undefined;
  return namedBy(workspace, pkg.name) ?? (pkg.private || isContainer(workspace, pkg) ? undefined : "it is public");
}

function namedBy({ changesets }: Workspace, name: string): string | undefined {
  if (changesets === undefined) return undefined;
  const { changesets: files, config } = changesets;
  const naming = files.find(({ releases }) =>
    releases.some((release) => release.name === name && release.type !== "none"),
  );
  if (naming) return `${naming.file} names it`;
  const grouped = [...config.fixed, ...config.linked].some((group) => group.includes(name));
  return grouped ? "a fixed or linked group of .changeset/config.json holds it" : undefined;
}
