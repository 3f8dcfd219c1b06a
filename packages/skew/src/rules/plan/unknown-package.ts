import {
  type Changeset,
  type ChangesetRelease,
  defineRule,
  type Draft,
  type Fix,
  nearest,
  type Rule,
  type RuleInput,
} from "@releaser/core";
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
    const guess = guessFrom(names);
    for (const changeset of workspace.changesets?.changesets ?? []) {
      const taken = new Set(changeset.releases.map(({ name }) => name));
      const unknown = changeset.releases.filter(({ name }) => !names.has(name));
      const guessed = unknown.map((release) => ({ changeset, release, near: guess(release.name, taken) }));
      const fix = toFix(input, guessed);
      for (const one of guessed) yield toDraft(one, one.near === undefined ? undefined : fix);
    }
  },
});

/** More names than anybody misspells; comparing all of them with all packages would take long. */
const mostGuesses = 50;

function guessFrom(names: ReadonlySet<string>): (name: string, taken: ReadonlySet<string>) => string | undefined {
  let left = mostGuesses;
  return (name, taken) => {
    left -= 1;
    return left < 0 ? undefined : nearest(name, names.difference(taken));
  };
}

interface Unknown {
  readonly changeset: Changeset;
  readonly release: ChangesetRelease;
  readonly near: string | undefined;
}

function toDraft({ changeset, release, near }: Unknown, fix: Fix | undefined): Draft {
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

/** The whole file with each of those names replaced, so that one edit mends all; none where a line of it does not begin with the name. */
function toFix({ read }: RuleInput, unknown: readonly Unknown[]): Fix | undefined {
  const fixable = unknown.filter(({ near }) => near !== undefined);
  const [first] = fixable;
  const lines = first && read?.(first.changeset.file)?.split("\n");
  if (first === undefined || lines === undefined) return undefined;
  const edited = fixable.map(({ release, near }) => {
    const named = [...lines.entries()].filter(([, line]) => nameOf(line) === release.name);
    const [found] = named;
    return found === undefined || named.length > 1 ? undefined : { index: found[0], near };
  });
  if (edited.includes(undefined)) return undefined;
  const values = new Map(edited.flatMap((edit) => (edit === undefined ? [] : [[edit.index, edit.near] as const])));
  const value = lines.map((line, index) =>
    values.has(index) ? line.replace(/^[^:]*:/u, () => `"${values.get(index)}":`) : line,
  );
  return { safety: "safe", edits: [{ file: first.changeset.file, pointer: "", value: value.join("\n") }] };
}

function nameOf(line: string): string | undefined {
  return /^(["']?)([^"':]+)\1\s*:/u.exec(line)?.[2]?.trim();
}
