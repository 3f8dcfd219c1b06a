import type { DependencyField, Draft, Edit, Level, RuleInput } from "@releaser/core";
import { type Excluded, excludedRanges, levelOf } from "./excluded-ranges.ts";
import { raise } from "./ranges.ts";

type Group = readonly [Excluded, ...Excluded[]];

/** Ranges that are wrong together, as a finding without its fix, and the edits that would mend it. */
export interface Disagreement {
  readonly draft: Omit<Draft, "fix">;
  /** Empty where a pending plan is the mend, or where the version may be the wrong side. */
  readonly edits: readonly Edit[];
}

/**
 * One disagreement for each wrong place: a line of a catalog that many use is one, and so is a version that none of its
 * several dependents admits.
 */
export function disagreements(input: RuleInput, fields: readonly DependencyField[]): readonly Disagreement[] {
  const excluded = excludedRanges(input, fields);
  const byPlace = Map.groupBy(excluded, ({ dep }) => `${dep.at.file}#${dep.at.pointer ?? ""}#${dep.name}`);
  const groups: readonly (readonly Excluded[])[] = [...byPlace.values()];
  const bySibling = Map.groupBy(groups.filter(isGroup), ([first]) => first.dep.name);
  return [...bySibling].flatMap(([name, places]) => {
    const all: readonly Excluded[] = places.flat();
    const several = places.length > 1 && new Set(all.map(({ pkg }) => pkg)).size > 1;
    const alone = several && all.length === countAsking(input, { name, fields });
    return alone && isGroup(all) ? [wrongVersion(input, all)] : places.map((group) => wrongRange(input, group));
  });
}

function wrongRange(input: RuleInput, [first, ...others]: Group): Disagreement {
  const { dep, range, version, sibling, planned } = first;
  const written = dep.protocol === "catalog" ? range : dep.raw;
  const raised = raise(written, range, version);
  return {
    draft: {
      at: dep.at,
      message: `${dep.name} is ${version} here, which ${written} does not admit${becomes(planned)}`,
      hint: planned === undefined ? `in ${dep.at.file} write "${dep.key}": "${raised}"` : planMends,
      package: first.pkg.name,
      dependency: dep.name,
      level: strongest(input, [first, ...others]),
      related: [
        { at: { file: sibling.manifestFile, pointer: "/version" }, message: `${dep.name} is ${version}` },
        ...others.map((other) => toRelated(other)),
      ],
    },
    edits: planned === undefined ? [{ file: dep.at.file, pointer: dep.at.pointer ?? "", value: raised }] : [],
  };
}

function wrongVersion(input: RuleInput, group: Group): Disagreement {
  const [{ dep, version, sibling, planned }] = group;
  return {
    draft: {
      at: { file: sibling.manifestFile, pointer: "/version" },
      message: `${dep.name} is ${version} here, which none of the ${group.length} ranges that ask for it admits${becomes(planned)}`,
      hint: planned === undefined ? `correct the version, or raise the ranges listed here to ^${version}` : planMends,
      package: sibling.name,
      dependency: sibling.name,
      level: strongest(input, group),
      related: group.map((excluded) => toRelated(excluded)),
    },
    edits: [],
  };
}

const planMends = "`releaser version` brings them into agreement";

function becomes(planned: string | undefined): string {
  return planned === undefined ? "" : `; the pending plan makes it ${planned}`;
}

function toRelated({ pkg, dep, range }: Excluded): { readonly at: Excluded["dep"]["at"]; readonly message: string } {
  return {
    at: pkg.manifestFile === dep.at.file ? dep.at : { file: pkg.manifestFile },
    message: `${pkg.name} asks for ${range}`,
  };
}

/** Those that ask for it by a range; `workspace:^` is content with any version, and one that is content speaks for the version. */
function countAsking(
  input: RuleInput,
  { name, fields }: { readonly name: string; readonly fields: readonly DependencyField[] },
): number {
  return input.workspace.members
    .filter((pkg) => pkg.name !== name)
    .flatMap((pkg) => pkg.dependencies)
    .filter((dep) => dep.name === name && fields.includes(dep.field) && dep.range !== undefined).length;
}

function strongest(input: RuleInput, group: Group): Level {
  const levels = new Set(group.map((excluded) => levelOf(input, excluded)));
  return levels.has("error") ? "error" : levels.has("warning") ? "warning" : "info";
}

function isGroup(group: readonly Excluded[]): group is Group {
  return group.length > 0;
}
