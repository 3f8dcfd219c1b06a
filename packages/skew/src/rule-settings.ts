import type { Level } from "@releaser/core";
import type { SkewInput } from "./check-skew.ts";

/** A rule's level and its options; each rule's page states which it takes. */
export interface RuleConfig {
  readonly level?: Level | "off";
  readonly [option: string]: unknown;
}

/** `skew.rules` of the configuration: by rule a level, or options with a level where it is another than the rule's own. */
export type RuleConfigs = Readonly<Record<string, Level | RuleConfig | "off">>;

/** The same as levels and options by rule, as `checkSkew` takes them. */
export function toRuleSettings(rules: RuleConfigs): Required<Pick<SkewInput, "levels" | "options">> {
  const settings = Object.entries(rules).map(([id, given]) => {
    const { level, ...options } = typeof given === "string" ? { level: given } : given;
    return { id, level, options };
  });
  return {
    levels: Object.fromEntries(settings.flatMap(({ id, level }) => (level === undefined ? [] : [[id, level]]))),
    options: Object.fromEntries(settings.map(({ id, options }) => [id, options])),
  };
}
