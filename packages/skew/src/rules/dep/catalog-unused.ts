import { defineRule, type Rule } from "@releaser/core";
import { catalogOf, knowsCatalogs } from "../../catalogs.ts";

/** An entry that nobody asks for is raised, reviewed and released for nothing. */
export const catalogUnused: Rule = defineRule({
  id: "dep/catalog-unused",
  title: "every catalog entry is asked for",
  level: "info",
  scope: "tree",
  *check({ workspace }) {
    if (!knowsCatalogs(workspace) || workspace.catalogs.size === 0) return;
    const asked = new Set(workspace.overrides.map(({ name, raw }) => `${catalogOf(raw)} ${name}`));
    for (const { dependencies } of workspace.members) {
      for (const { key, raw } of dependencies) if (raw.startsWith("catalog:")) asked.add(`${catalogOf(raw)} ${key}`);
    }
    for (const [catalog, entries] of workspace.catalogs) {
      for (const [name, { at, raw }] of entries) {
        if (asked.has(`${catalog} ${name}`)) continue;
        yield {
          at,
          message: `the catalog ${catalog} has ${name} ${raw}, which nobody asks for`,
          hint: `delete the line, or set \`cleanupUnusedCatalogs: true\` in ${at.file}, so that pnpm does`,
          dependency: name,
        };
      }
    }
  },
});
