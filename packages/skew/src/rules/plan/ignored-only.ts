import { type ChangesetsState, defineRule, type Rule, type Workspace } from "@releaser/core";
import { packagesByName } from "../../versioned.ts";

/** A changeset that names skipped packages alone is consumed without effect, and Changesets says nothing. */
export const ignoredOnly: Rule = defineRule({
  id: "plan/ignored-only",
  title: "every changeset releases something",
  level: "warning",
  scope: "offline",
  *check({ workspace }) {
    const { changesets } = workspace;
    if (changesets === undefined) return;
    for (const changeset of changesets.changesets) {
      const asked = changeset.releases.filter(({ type }) => type !== "none");
      const [first] = asked;
      if (first === undefined || !asked.every(({ name }) => changesets.skipped.has(name))) continue;
      yield {
        at: first.at,
        message: `nothing will be released: ${asked.map(({ name }) => `${name} ${whySkipped(workspace, changesets, name)}`).join(", ")}`,
        hint: `let Changesets version ${first.name} in .changeset/config.json, name a package that it versions, or delete ${changeset.file}`,
        package: first.name,
      };
    }
  },
});

function whySkipped(workspace: Workspace, { config }: ChangesetsState, name: string): string {
  if (config.ignore.includes(name)) return "is ignored by the configuration";
  const pkg = packagesByName(workspace).get(name);
  return pkg?.version === undefined ? "states no version" : "is private, and privatePackages.version is off";
}
