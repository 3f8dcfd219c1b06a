import { type Dependency, defineRule, type Draft, type Package, type Rule, type RuleInput } from "@releaser/core";
import { installed } from "../../catalogs.ts";
import { comparedRange, entriesOf } from "../../entries.ts";
import { meet } from "../../ranges.ts";
import { byTool } from "../../tools.ts";
import { agree, highest, isWide, mostCommon } from "../../wanted-range.ts";

/**
 * One range for each package from outside. What a catalog holds is compared with the catalog, and a tool of several majors
 * by its own rule. Peers and aliases ask for several versions on purpose.
 */
export const externalMismatch: Rule = defineRule({
  id: "dep/external-mismatch",
  title: "an external dependency is asked for with one range",
  level: "warning",
  scope: "tree",
  options: {
    policy: { enum: ["highest", "most-common", "intersect"] },
    allow: { type: "array", items: { type: "string", minLength: 1 } },
  },
  *check(input) {
    const { policy = "highest" } = input.options ?? {};
    for (const [name, uses] of usesByName(input)) {
      const ranges = uses.map(({ range }) => range);
      const distinct = [...new Set(ranges)];
      if (distinct.length === 1) continue;
      if (policy === "intersect" && distinct.every((a) => distinct.every((b) => meet(a, b)))) continue;
      const wanted = policy === "most-common" ? mostCommon(ranges) : highest(ranges);
      const others = uses.filter(({ range }) => !agree(range, wanted) && !(isWide(range) && meet(range, wanted)));
      if (others.length > 0) yield toDraft(name, { wanted, uses, others });
    }
  },
});

interface Use {
  readonly pkg: Package;
  readonly dep: Dependency;
  readonly range: string;
}

function usesByName({ workspace, options }: RuleInput): ReadonlyMap<string, readonly Use[]> {
  const { allow } = options ?? {};
  const inCatalog = new Set([...workspace.catalogs.values()].flatMap((entries) => [...entries.keys()]));
  const own = new Set(workspace.members.map(({ name }) => name));
  const severalMajors = new Set(
    byTool(workspace)
      .filter(({ majors }) => majors.size > 1)
      .map(({ tool }) => tool),
  );
  const skip = (name: string): boolean =>
    own.has(name) || inCatalog.has(name) || severalMajors.has(name) || isAllowed(name, allow);
  const mixed = new Set([...entriesOf(workspace).mixed].filter((name) => !skip(name)));
  if (mixed.size === 0) return new Map();
  const uses = installed(workspace).flatMap((pkg) =>
    pkg.dependencies.flatMap((dep) => {
      const range = mixed.has(dep.name) ? comparedRange(dep) : undefined;
      return range === undefined ? [] : [{ pkg, dep, range }];
    }),
  );
  return new Map([...Map.groupBy(uses, ({ dep }) => dep.name)].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A name of the list, or one that begins as an entry does up to its `*`. */
function isAllowed(name: string, allow: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(allow) ? allow : [];
  return list.some(
    (entry) =>
      typeof entry === "string" && (entry === name || (entry.endsWith("*") && name.startsWith(entry.slice(0, -1)))),
  );
}

interface Mismatch {
  readonly wanted: string;
  readonly uses: readonly Use[];
  readonly others: readonly Use[];
}

function toDraft(name: string, { wanted, uses, others }: Mismatch): Draft {
  const ranges = [...new Set(others.map(({ range }) => range))];
  const [first] = others;
  const agreeing = uses.filter(({ range }) => agree(range, wanted)).length;
  return {
    at: first?.dep.at ?? { file: "package.json" },
    message: `${name} is asked for as ${ranges.join(", ")} in ${places(others.length)}, as ${wanted} in ${agreeing === 1 ? "another" : `${agreeing} others`}`,
    hint: `write "${name}": "${wanted}" everywhere, or put it into a catalog`,
    dependency: name,
    related: uses
      .filter((use) => use !== first)
      .map(({ pkg, dep }) => ({ at: dep.at, message: `${pkg.name || pkg.dir} asks for ${dep.raw}` })),
    fix: {
      safety: "unsafe",
      edits: others.map(({ dep: { at } }) => ({ file: at.file, pointer: at.pointer ?? "", value: wanted })),
    },
  };
}

function places(count: number): string {
  return count === 1 ? "one place" : `${count} places`;
}
