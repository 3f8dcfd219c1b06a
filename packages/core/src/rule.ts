import { type Draft, type Finding, type Level, toFinding } from "./finding.ts";
import type { Plan } from "./plan.ts";
import type { Planner, Workspace } from "./workspace.ts";

/** What a registry has of a package. A name that it does not know is no entry of the map that it stands in. */
export interface Published {
  /** The address of the registry. */
  readonly registry: string;
  /** What the dist-tag `latest` names. */
  readonly latest: string | undefined;
  /** Every version that is there; of a package that the plan moves also those that were taken away since. */
  readonly versions: ReadonlySet<string>;
}

/** What a rule looks at: frozen data, nothing else. */
export interface RuleInput {
  readonly workspace: Workspace;
  /** Undefined where nothing plans: no `.changeset`, or no changesets pending. */
  readonly plan: Plan | undefined;
  /** Which Changesets plans here, also where nothing is pending; undefined where nobody asked. */
  readonly planner?: Planner | undefined;
  /** What the registries have, by name; undefined where they were not asked. */
  readonly published?: ReadonlyMap<string, Published> | undefined;
  /** A file of the work tree by its path from the root, for rules that compare files; undefined where there is none. */
  readonly read?: (file: string) => string | undefined;
  /** The first lines of such a file, a few thousand characters, where that is all that a rule needs of many files. */
  readonly head?: (file: string) => string | undefined;
  /** What the configuration tells this rule, as its `options` allow. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Judges; never changes. Synchronous and pure. */
export interface Rule {
  /** `group/name`: its file, its test, its page. */
  readonly id: string;
  /** What holds when the rule is silent, as a sentence without a full stop. */
  readonly title: string;
  readonly level: Level;
  /** Where not every repository means what it asks for: off until the configuration gives it a level. `level` is the usual one. */
  readonly optIn?: true;
  /**
   * `tree`: needs the files alone, so it stands before every build; `offline`: also the plan, the intent, tags and history;
   * `online`: also what the registries have.
   */
  readonly scope: Scope;
  /** JSON Schema of each option that the configuration may give it; a rule without takes none. */
  readonly options?: Readonly<Record<string, unknown>>;
  check(input: RuleInput): Iterable<Draft>;
}

export type Scope = "offline" | "online" | "tree";

/** Each scope with those that it holds. */
const within: Readonly<Record<Scope, readonly Scope[]>> = {
  tree: ["tree"],
  offline: ["tree", "offline"],
  online: ["tree", "offline", "online"],
};

/** A rule as written; identity, so that its type is checked where it stands. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** The findings of the rules of a scope, by file, place and rule; the same whatever the order of packages or rules. */
export function runRules(rules: readonly Rule[], input: RuleInput, scope: Scope = "offline"): readonly Finding[] {
  return rules
    .filter((rule) => within[scope].includes(rule.scope))
    .flatMap((rule) => [...rule.check(input)].map((draft) => toFinding(rule, draft)))
    .toSorted(byPlace);
}

/** The order of findings in a report. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compare(a.pointer ?? "", b.pointer ?? "") ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
