import {
  type Changeset,
  type ChangesetRelease,
  defineRule,
  type Draft,
  type Fix,
  type Rule,
  type RuleInput,
} from "@releaser/core";
import { nearest } from "../../nearest.ts";
import { isContainer, isVersioned } from "../../versioned.ts";

/** A changeset names packages of the workspace; a name that is misspelt or gone stops Changesets with a stack trace. */
export const unknownPackage: Rule = defineRule({
  id: "plan/unknown-package",
  title: "every package that a changeset names is in the workspace",
  level: "error",
  scope: "offline",
  *check(input) {
    const { workspace } = input;
    const seen = workspace.members.filter((pkg) => !isContainer(workspace, pkg) || isVersioned(workspace, pkg));
    const names = new Set(seen.map((pkg) => pkg.name));
    for (const changeset of workspace.changesets?.changesets ?? []) {
      const taken = new Set(changeset.releases.map(({ name }) => name));
      for (const release of changeset.releases) {
        if (names.has(release.name)) continue;
        yield toDraft(input, { changeset, release, near: nearest(release.name, names.difference(taken)) });
      }
    }
  },
});

interface Unknown {
  readonly changeset: Changeset;
  readonly release: ChangesetRelease;
  readonly near: string | undefined;
}

function toDraft(input: RuleInput, unknown: Unknown): Draft {
  const { changeset, release, near } = unknown;
  const fix = toFix(input, unknown);
  return {
    at: release.at,
    message: `${release.name} is not in the workspace${near === undefined ? "" : `; the nearest name is ${near}`}`,
    hint:
      near === undefined
        ? `remove the line from ${changeset.file}, or name a package that exists`
        : `in ${changeset.file} write "${near}": ${release.type}`,
    package: release.name,
    ...(fix && { fix }),
  };
}

/** The whole file with that one name replaced; none where no line of it begins with the name, or several do. */
function toFix({ read }: RuleInput, { changeset, release, near }: Unknown): Fix | undefined {
  const lines = read?.(changeset.file)?.split("\n") ?? [];
  const named = [...lines.entries()].filter(([, line]) => nameOf(line) === release.name);
  const [found] = named;
  if (near === undefined || found === undefined || named.length > 1) return undefined;
  const value = lines
    .with(
      found[0],
      found[1].replace(/^[^:]*:/u, () => `"${near}":`),
    )
    .join("\n");
  return { safety: "safe", edits: [{ file: changeset.file, pointer: "", value }] };
}

function nameOf(line: string): string | undefined {
  return /^(["']?)([^"':]+)\1\s*:/u.exec(line)?.[2]?.trim();
}
