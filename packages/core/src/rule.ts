import { type Draft, type Finding, type Level, toFinding } from "./finding.ts";
import type { Plan } from "./plan.ts";
import type { Planner, Workspace } from "./workspace.ts";

/** What a rule looks at: frozen data, nothing else. */
export interface RuleInput {
  readonly workspace: Workspace;
  /** Undefined where nothing plans: no `.changeset`, or no changesets pending. */
  readonly plan: Plan | undefined;
  /** Which Changesets plans here, also where nothing is pending; undefined where nobody asked. */
  readonly planner?: Planner | undefined;
  /** A file of the work tree by its path from the root, for rules that compare files; undefined where there is none. */
  readonly read?: (file: string) => string | undefined;
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
  /** `tree`: needs the files alone, so it stands before every build; `offline`: also the plan, the intent, tags and history. */
  readonly scope: Scope;
  /** JSON Schema of each option that the configuration may give it; a rule without takes none. */
  readonly options?: Readonly<Record<string, unknown>>;
  check(input: RuleInput): Iterable<Draft>;
}

export type Scope = "offline" | "tree";

/** A rule as written; identity, so that its type is checked where it stands. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** The findings of the rules of a scope, by file, place and rule; the same whatever the order of packages or rules. */
export function runRules(rules: readonly Rule[], input: RuleInput, scope: Scope = "offline"): readonly Finding[] {
  return rules
    .filter((rule) => scope === "offline" || rule.scope === "tree")
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
