import {
  defineRule,
  type Dependency,
  type Draft,
  type Package,
  type Rule,
  safe,
  unsafe,
  type Workspace,
} from "@releaser/core";
import { installed, knowsCatalogs, toCatalogText } from "../../catalogs.ts";
import { isVersioned } from "../../versioned.ts";

/** A range that repeats a catalog's, or says otherwise: the catalog is edited one day, and this stays. Peers are asked for more widely with reason. */
export const catalogBypassed: Rule = defineRule({
  id: "dep/catalog-bypassed",
  title: "a dependency that a catalog holds is taken from it",
  level: "warning",
  scope: "tree",
  *check({ workspace }) {
    if (!knowsCatalogs(workspace) || workspace.catalogs.size === 0) return;
    for (const pkg of installed(workspace)) {
      for (const dep of pkg.dependencies) {
        if (dep.protocol !== "semver" || dep.field === "peerDependencies") continue;
        const entry = entryFor(workspace, dep);
        if (entry !== undefined) yield toDraft(workspace, { pkg, dep }, entry);
      }
    }
  },
});

interface Entry {
  readonly catalog: string;
  readonly raw: string;
}

/** The entry with the same range, else the default catalog's, else the only one; of several others none is meant. */
function entryFor({ catalogs }: Workspace, { key, raw }: Dependency): Entry | undefined {
  const entries = [...catalogs].flatMap(([catalog, of]) => {
    const entry = of.get(key);
    return entry === undefined ? [] : [{ catalog, raw: entry.raw }];
  });
  const [only, ...others] = entries;
  return (
    entries.find((entry) => entry.raw === raw) ??
    entries.find(({ catalog }) => catalog === "default") ??
    (others.length === 0 ? only : undefined)
  );
}

function toDraft(
  workspace: Workspace,
  { pkg, dep }: { readonly pkg: Package; readonly dep: Dependency },
  { catalog, raw }: Entry,
): Draft {
  const value = toCatalogText(catalog);
  const place = catalog === "default" ? "the catalog" : `the catalog ${catalog}`;
  return {
    at: dep.at,
    message: `${dep.key} is asked for as ${dep.raw}, ${place} has ${raw === dep.raw ? "the same" : raw}`,
    hint: `in ${pkg.manifestFile} write "${dep.key}": "${value}"`,
    package: pkg.name,
    dependency: dep.name,
    ...(pkg.role !== "root" && !isVersioned(workspace, pkg) && { level: "info" }),
    fix: (raw === dep.raw ? safe : unsafe)({ at: dep.at, value }),
  };
}
