import { type Finding, runRules } from "@releaser/core";
import { repo } from "@releaser/testkit";
import { rules } from "../src/rules.ts";
import type { Settings, SettingsRule } from "../src/settings-rule.ts";

const nothing: Settings = {
  configFile: "releaser.config.json",
  levels: {},
  options: {},
  exemptions: [],
  baseline: undefined,
  known: rules,
  ended: new Map(),
  unused: [],
  stale: [],
};

/** What a rule on settings says of some, all others unset. */
export function judgeSettings(rule: SettingsRule, settings: Partial<Settings>): readonly Finding[] {
  const check = () => rule.checkSettings({ ...nothing, ...settings });
  return runRules([{ ...rule, check }], { workspace: repo().workspace(), plan: undefined });
}
