import {
  byPlace,
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
import type { Baseline } from "./baseline.ts";
import type { Exemption } from "./exemptions.ts";
import { rules } from "./rules.ts";
import type { Settings } from "./settings-rule.ts";
import { settingsRules } from "./settings-rules.ts";
import { settle, unjudgedRules } from "./settle.ts";
import type { SkewReport } from "./skew-report.ts";
import { statedValues } from "./stated-values.ts";
import { withPlaces } from "./with-places.ts";

export interface SkewInput {
  readonly workspace: Workspace;
  /** What is pending; without it nothing is. */
  readonly plan?: Plan | undefined;
  readonly planner?: Planner | undefined;
  readonly scope: Scope;
  /** What the registries have of `publishedPackages`; asked before, and never left out where the scope is `online`. */
  readonly published?: ReadonlyMap<string, Published> | undefined;
  /** From `skew.rules` of the configuration: a rule turned off, or another level for it. */
  readonly levels?: Readonly<Record<string, Level | "off">>;
  /** From the same: options by rule, checked against what the rules take. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Where both are stated, relative to the root; `releaser.config.json` unless told. */
  readonly configFile?: string | undefined;
  readonly exemptions?: readonly Exemption[];
  readonly baseline?: Baseline | undefined;
  /** `YYYY-MM-DD` in UTC; without it no exemption ends. */
  readonly today?: string;
  /** Milliseconds of any monotonic clock. */
  readonly now: () => number;
  /** A file of the work tree by its path from the root; asked for files that rules compare and for those with findings alone. */
  readonly read: (file: string) => string | undefined;
  /** The first few thousand characters of such a file; `read` cut short unless told. */
  readonly head?: (file: string) => string | undefined;
}

/**
 * Runs the rules of a scope over a workspace and its plan. A level given for a rule replaces the rule's own and turns on one
 * that is off without; a case that the rule itself holds to be lighter stays lighter. What an exemption or the baseline means is
 * told beside the findings and does not count; a setting that has no effect is a finding itself. Throws where the scope is `online`
 * and no registry was asked: silence would be taken for a clean answer.
 */
export function checkSkew(input: SkewInput): SkewReport {
  if (input.scope === "online" && input.published === undefined) {
    throw new TypeError("checkSkew: the scope `online` needs `published`, what the registries have");
  }
  const started = input.now();
  const { workspace, plan, scope, read, head = read } = input;
  const places = { read, valueAt: statedValues(workspace) };
  const judge = (those: readonly Rule[]): readonly Finding[] => {
    const wanted = applyLevels(those, input.levels ?? {}).map((rule) =>
      withPlaces(withOptions(rule, input.options?.[rule.id]), places),
    );
    return runRules(
      wanted,
      {
        workspace,
        plan: scope === "tree" ? undefined : plan,
        planner: input.planner,
        published: input.published,
        read,
        head,
      },
      scope,
    );
  };
  const { exemptions = [], baseline, today } = input;
  const unjudged = (): ReadonlySet<string> => unjudgedRules(input);
  const { suppressed, ...settled } = settle(judge(rules), { exemptions, baseline, today, unjudged });
  const findings = [...settled.findings, ...judge(rulesOn(toSettings(input, settled)))].toSorted(byPlace);
  const counts = countLevels(findings);
  return {
    schema: "skew-report.v1",
    ok: counts.error === 0,
    scope,
    planner: plan === undefined || scope === "tree" ? null : (input.planner ?? plan.planner),
    packages: workspace.members.length,
    counts,
    findings,
    suppressed,
    ms: Math.max(0, Math.round(input.now() - started)),
  };
}

function toSettings(
  input: SkewInput,
  { ended, unused, stale }: Pick<Settings, "ended" | "stale" | "unused">,
): Settings {
  const { configFile = "releaser.config.json", levels = {}, options = {}, exemptions = [], baseline } = input;
  return { configFile, levels, options, exemptions, baseline, known: rules, ended, unused, stale };
}

/** The rules on settings, to be run like any other. */
function rulesOn(settings: Settings): readonly Rule[] {
  return settingsRules.map((rule) => ({ ...rule, check: () => rule.checkSettings(settings) }));
}

function applyLevels(those: readonly Rule[], levels: Readonly<Record<string, Level | "off">>): readonly Rule[] {
  return those.flatMap((rule) => {
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
