import { defineRule, type Draft, type Fix, type Rule, type Workspace } from "@releaser/core";
import { type Group, groupsOf } from "../../groups.ts";
import { isVersioned } from "../../versioned.ts";

/** For those whose one fixed group is meant to hold all that is public: a package that was added later is easily forgotten. */
export const uncovered: Rule = defineRule({
  id: "group/uncovered",
  title: "the only fixed group holds every public package",
  level: "warning",
  optIn: true,
  scope: "tree",
  *check({ workspace }) {
    const groups = groupsOf(workspace);
    const [group, second] = groups.filter(({ kind }) => kind === "fixed");
    if (group === undefined || second !== undefined) return;
    const left = outside(workspace, groups);
    if (left.length > 0) yield toDraft(group, left);
  },
});

interface Left {
  readonly name: string;
  readonly manifestFile: string;
}

function outside(workspace: Workspace, groups: readonly Group[]): readonly Left[] {
  const held = new Set(groups.flatMap(({ names }) => names));
  const left = workspace.members.filter((pkg) => !pkg.private && !held.has(pkg.name) && isVersioned(workspace, pkg));
  return left.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function toDraft(group: Group, left: readonly Left[]): Draft {
  const names = left.map(({ name }) => name);
  const one = names.length === 1;
  return {
    at: { file: ".changeset/config.json", pointer: `/fixed/${group.index}` },
    message: `${names.join(", ")} ${one ? "is public and stands" : "are public and stand"} outside of the fixed group`,
    hint: `add ${one ? "it" : "them"} to "fixed" in .changeset/config.json, or a pattern that matches ${one ? "it" : "them"}`,
    related: left.map(({ manifestFile, name }) => ({ at: { file: manifestFile, pointer: "/name" }, message: name })),
    fix: toFix(group, names),
  };
}

/** The names at the end of the group as it is written. */
function toFix({ index, patterns }: Group, names: readonly string[]): Fix {
  const edits = names.map((value, place) => ({
    file: ".changeset/config.json",
    pointer: `/fixed/${index}/${patterns.length + place}`,
    value,
  }));
  return { safety: "unsafe", edits };
}
