import type { Draft, Level, Rule } from "@releaser/core";
import type { Baseline } from "./baseline.ts";
import type { Exemption } from "./exemptions.ts";
import type { Stale } from "./recognise.ts";

/** What the detector was told, and what came of it. */
export interface Settings {
  /** The configuration, relative to the root. */
  readonly configFile: string;
  readonly levels: Readonly<Record<string, Level | "off">>;
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly exemptions: readonly Exemption[];
  readonly baseline: Baseline | undefined;
  /** Every rule that there is. */
  readonly known: readonly Rule[];
  /** Exemptions whose last day is over and that mean findings still, and how many. */
  readonly ended: ReadonlyMap<Exemption, number>;
  /** Exemptions that mean no finding, though every rule that they are for could judge. */
  readonly unused: readonly Exemption[];
  /** Entries of the baseline that nothing was found for, though their rule could judge. */
  readonly stale: readonly Stale[];
}

/** A rule that judges the detector's own settings instead of the workspace: it runs last, and nothing exempts from it. */
export interface SettingsRule extends Rule {
  readonly checkSettings: (settings: Settings) => Iterable<Draft>;
}

/** A rule on settings as written. On a workspace without settings it is silent. */
export function defineSettingsRule(rule: Omit<SettingsRule, "check" | "scope">): SettingsRule {
  return { ...rule, scope: "tree", check: () => [] };
}
