import { type ChangesetRelease, defineRule, type Fix, type Rule, type RuleInput } from "@releaser/core";

/** Below 1.0.0 a minor may break; a major there is the step to 1.0.0, and mostly nobody meant to take it. */
export const zeroMajor: Rule = defineRule({
  id: "plan/zero-major",
  title: "nothing leaves 0.x by a major that was meant as a breaking change",
  level: "warning",
  scope: "offline",
  options: { breaking: { enum: ["minor", "major"] } },
  *check(input) {
    const { workspace, plan, options } = input;
    if (options?.["breaking"] === "major" || plan === undefined) return;
    const leaving = new Map(
      plan.releases
        .filter(({ from, bump }) => bump === "major" && from !== null && isZero(from))
        .map((release) => [release.name, release]),
    );
    const pending = new Set(plan.changesets.map(({ id }) => id));
    for (const { id, file, releases } of workspace.changesets?.changesets ?? []) {
      const majors = pending.has(id) ? releases.filter(({ name, type }) => type === "major" && leaving.has(name)) : [];
      const [first] = majors;
      if (first === undefined) continue;
      const said = majors.map(({ name }) => `${name} from ${leaving.get(name)?.from} to ${leaving.get(name)?.to}`);
      const fix = toFix(input, { file, majors });
      yield {
        at: first.at,
        message: `major takes ${said.join(", ")}`,
        hint: `in ${file} write ${majors.map(({ name }) => `"${name}": minor`).join(", ")} if this is a breaking change and not the step to 1.0.0`,
        package: first.name,
        ...(fix && { fix }),
      };
    }
  },
});

/** What is at 0.0.0 was never released, and may begin wherever it likes. */
function isZero(version: string): boolean {
  return version.startsWith("0.") && !/^0\.0\.0(?:-|$)/u.test(version);
}

interface Majors {
  readonly file: string;
  readonly majors: readonly ChangesetRelease[];
}

/** The file with those lines turned to minor; none where one of them does not read as it should. */
function toFix({ read }: RuleInput, { file, majors }: Majors): Fix | undefined {
  const lines = read?.(file)?.split("\n");
  if (lines === undefined) return undefined;
  const edited = new Map(
    majors.map(({ at }) => {
      const index = (at.line ?? 0) - 1;
      return [index, lines[index]?.replace(/(:\s*["']?)major(?=["']?\s*(?:#|$))/u, "$1minor")] as const;
    }),
  );
  if ([...edited].some(([index, line]) => line === undefined || line === lines[index])) return undefined;
  const value = lines.map((line, index) => edited.get(index) ?? line).join("\n");
  return { safety: "unsafe", edits: [{ file, pointer: "", value }] };
}
