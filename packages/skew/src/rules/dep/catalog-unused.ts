import { defineRule, type Rule, safe, type Workspace } from "@releaser/core";
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
    const inDoubt = bypassing(workspace);
    for (const [catalog, entries] of workspace.catalogs) {
      // A catalog that no manifest knows may be a workflow's, or a start that was just made.
      const alive = [...entries.keys()].some((name) => asked.has(`${catalog} ${name}`));
      for (const [name, { at, raw }] of entries) {
        if (asked.has(`${catalog} ${name}`)) continue;
        yield {
          at,
          message: `the catalog ${catalog} has ${name} ${raw}, which nobody asks for`,
          hint: `delete the line, or set \`cleanupUnusedCatalogs: true\` in ${at.file}, so that pnpm does`,
          dependency: name,
          ...(alive && !inDoubt.has(name) && { fix: safe({ at, value: null }) }),
        };
      }
    }
  },
});

/** What manifests ask for by a range of their own: that may be what is to go, and not the entry. */
function bypassing({ members }: Workspace): ReadonlySet<string> {
  return new Set(
    members.flatMap(({ dependencies }) =>
      dependencies.flatMap(({ key, field, protocol }) =>
        protocol === "semver" && field !== "peerDependencies" ? [key] : [],
      ),
    ),
  );
}
