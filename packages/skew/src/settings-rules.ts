import { baselineStale } from "./rules/meta/baseline-stale.ts";
import { configUnknownRule } from "./rules/meta/config-unknown-rule.ts";
import { exemptionDead } from "./rules/meta/exemption-dead.ts";
import type { SettingsRule } from "./settings-rule.ts";

/** The rules of the list that judge the detector's own settings. */
export const settingsRules: readonly SettingsRule[] = [baselineStale, configUnknownRule, exemptionDead];
