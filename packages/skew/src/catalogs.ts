import type { Dependency, Location, Package, Workspace } from "@releaser/core";
import { membersByDir } from "./entries.ts";
import { escapePointer } from "./json-pointer.ts";
import { oncePer } from "./once-per.ts";

/** The catalog that a text such as `catalog:` or `catalog:next` names; undefined where it names none. */
export function catalogOf(raw: string): string | undefined {
  return raw.startsWith("catalog:") ? raw.slice("catalog:".length).trim() || "default" : undefined;
}

/** How a manifest asks for an entry of a catalog. */
export function toCatalogText(catalog: string): string {
  return catalog === "default" ? "catalog:" : `catalog:${catalog}`;
}

/** Whether the catalogs are known: they are pnpm's, and its workspace file was read whole. Those of yarn and bun stand elsewhere. */
export function knowsCatalogs({ packageManager, invalid }: Workspace): boolean {
  return packageManager === "pnpm" && invalid.every(({ at }) => at.file !== "pnpm-workspace.yaml");
}

/** The packages that the catalogs hold for, by folder: a dot directory outside of the globs is none of them. */
export const installed = oncePer((workspace: Workspace): readonly Package[] =>
  membersByDir(workspace).filter(({ role }) => role !== "outside"),
);

/** Where a dependency stands in its manifest, also where its range stands in a catalog. */
export function inManifest(pkg: Package, dep: Dependency): Location {
  const { at } = dep;
  return at.file === pkg.manifestFile
    ? at
    : { file: pkg.manifestFile, pointer: `/${dep.field}/${escapePointer(dep.key)}` };
}
