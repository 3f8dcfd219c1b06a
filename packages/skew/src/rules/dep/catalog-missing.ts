import { defineRule, type Draft, type Location, nearest, type Rule, type Workspace } from "@releaser/core";
import { catalogOf, knowsCatalogs } from "../../catalogs.ts";
import { entriesOf } from "../../entries.ts";

/** An entry that nobody wrote stops every installation of the workspace. */
export const catalogMissing: Rule = defineRule({
  id: "dep/catalog-missing",
  title: "every catalog entry that is asked for exists",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    if (!knowsCatalogs(workspace)) return;
    const missing = askings(workspace).filter(({ catalog, name }) => !workspace.catalogs.get(catalog)?.has(name));
    const byEntry = Map.groupBy(missing, ({ catalog, name }) => `${catalog} ${name}`);
    for (const [first, ...others] of byEntry.values()) if (first) yield toDraft(workspace, first, others);
  },
});

interface Asking {
  readonly catalog: string;
  readonly name: string;
  readonly by: string;
  readonly at: Location;
}

function askings(workspace: Workspace): readonly Asking[] {
  const stated = [
    ...entriesOf(workspace).inCatalogs.map(({ pkg, dep: { raw, key, at } }) => ({
      raw,
      name: key,
      by: pkg.name || pkg.dir,
      at,
    })),
    ...workspace.overrides.map(({ raw, name, at }) => ({ raw, name, by: "overrides", at })),
  ];
  return stated.flatMap(({ raw, ...asking }) => {
    const catalog = catalogOf(raw);
    return catalog === undefined ? [] : [{ catalog, ...asking }];
  });
}

function toDraft({ catalogs }: Workspace, first: Asking, others: readonly Asking[]): Draft {
  const { catalog, name, at } = first;
  const near = nearest(name, catalogs.get(catalog)?.keys() ?? []) ?? nearest(catalog, catalogs.keys());
  return {
    at,
    message: `${catalogs.has(catalog) ? `the catalog ${catalog} has no entry ${name}` : `there is no catalog ${catalog}, which ${name} is asked of`}${near === undefined ? "" : `; the nearest name is ${near}`}`,
    hint: `in pnpm-workspace.yaml add ${name} to ${catalog === "default" ? "`catalog`" : `\`catalogs.${catalog}\``}, or state a range`,
    dependency: name,
    related: others.map((other) => ({ at: other.at, message: `${other.by} asks for it` })),
  };
}
