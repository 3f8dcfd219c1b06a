import {
  type Finding,
  type Level,
  type Plan,
  type Planner,
  type Published,
  type Rule,
  type RuleInput,
  runRules,
  type Scope,
  type Workspace,
} from "@releaser/core";
import { failures } from "./failures.ts";
import { withPlaces } from "./with-places.ts";
import { nearest } from "./nearest.ts";
import { rules } from "./rules.ts";
import type { SkewReport } from "./skew-report.ts";
import { statedValues } from "./stated-values.ts";

export interface SkewInput {
  readonly workspace: Workspace;
  /** What is pending; without it nothing is. */
  readonly plan?: Plan | undefined;
  readonly planner?: Planner | undefined;
  readonly scope: Scope;
  /** What the registries have of `publishedNames`; asked before, where the scope is `online`. */
  readonly published?: ReadonlyMap<string, Published> | undefined;
  /** From `skew.rules` of the configuration: a rule turned off, or another level for it. */
  readonly levels?: Readonly<Record<string, Level | "off">>;
  /** From the same: options by rule, checked against what the rules take. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Milliseconds of any monotonic clock. */
  readonly now: () => number;
  /** A file of the work tree by its path from the root; asked for files that rules compare and for those with findings alone. */
  readonly read: (file: string) => string | undefined;
  /** The first few thousand characters of such a file; `read` cut short unless told. */
  readonly head?: (file: string) => string | undefined;
}

/**
 * Runs the rules of a scope over a workspace and its plan. A level given for a rule replaces the rule's own and turns on one
 * that is off without; a case that the rule itself holds to be lighter stays lighter. Throws `E_SKEW_RULE_UNKNOWN` for a level of a rule that does not exist.
 */
export function checkSkew(input: SkewInput): SkewReport {
  const started = input.now();
  const { workspace, plan, scope, read, head = read } = input;
  const places = { read, valueAt: statedValues(workspace) };
  const wanted = applyLevels(rules, input.levels ?? {}).map((rule) =>
    withPlaces(withOptions(rule, input.options?.[rule.id]), places),
  );
  const pending = scope === "tree" ? undefined : plan;
  const findings = runRules(
    wanted,
    { workspace, plan: pending, planner: input.planner, published: input.published, read, head },
    scope,
  );
  const counts = countLevels(findings);
  return {
    schema: "skew-report.v1",
    ok: counts.error === 0,
    scope,
    planner: plan === undefined || scope === "tree" ? null : (input.planner ?? plan.planner),
    packages: workspace.members.length,
    counts,
    findings,
    ms: Math.max(0, Math.round(input.now() - started)),
  };
}

function applyLevels(known: readonly Rule[], levels: Readonly<Record<string, Level | "off">>): readonly Rule[] {
  const ids = known.map((rule) => rule.id);
  const unknown = Object.keys(levels).find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw failures.E_SKEW_RULE_UNKNOWN({ rule: unknown, nearest: nearest(unknown, ids) ?? ids.join(", ") });
  }
  return known.flatMap((rule) => {
    const level = levels[rule.id] ?? (rule.optIn === true ? "off" : rule.level);
    return level === "off" ? [] : [{ ...rule, level }];
  });
}

function withOptions(rule: Rule, options: RuleInput["options"]): Rule {
  return options === undefined ? rule : { ...rule, check: (input) => rule.check({ ...input, options }) };
}

function countLevels(findings: readonly Finding[]): Readonly<Record<Level, number>> {
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  return { error: count("error"), warning: count("warning"), info: count("info") };
}
