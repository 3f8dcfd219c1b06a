import { defineRule, type Rule, type Workspace } from "@releaser/core";
import { isContainer, isVersioned } from "../../versioned.ts";

/**
 * Two folders of one name leave a changeset, a range and a tag without a meaning. Where no release versions that name and
 * nothing depends on it, it is a warning; the private root of a repository may bear the name of its main package.
 */
export const duplicateName: Rule = defineRule({
  id: "id/duplicate-name",
  title: "every package name stands for one folder",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    const named = workspace.members.filter((pkg) => pkg.name !== "" && !(pkg.private && isContainer(workspace, pkg)));
    if (new Set(named.map(({ name }) => name)).size === named.length) return;
    for (const [name, folders] of Map.groupBy(named, (pkg) => pkg.name)) {
      const [first, ...others] = folders.toSorted((a, b) => (a.dir < b.dir ? -1 : 1));
      if (first === undefined || others.length === 0) continue;
      const counts = isWanted(workspace, name) || folders.some((pkg) => isVersioned(workspace, pkg));
      yield {
        at: { file: first.manifestFile, pointer: "/name" },
        message: `${name} is the name of ${folders.length} folders: ${[first, ...others].map((pkg) => pkg.dir).join(", ")}`,
        hint: `give ${others.map((pkg) => pkg.manifestFile).join(" and ")} another "name", or leave the folder out of the workspace globs`,
        package: name,
        ...(!counts && { level: "warning" }),
        related: others.map((pkg) => ({ at: { file: pkg.manifestFile, pointer: "/name" }, message: `also ${name}` })),
      };
    }
  },
});

function isWanted({ members }: Workspace, name: string): boolean {
  return members.some((pkg) => pkg.dependencies.some((dep) => dep.name === name));
}
