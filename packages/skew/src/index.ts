export { checkSkew, type SkewInput } from "./check-skew.ts";
export { failures } from "./failures.ts";
export { locate, type Place } from "./locate.ts";
export { type PublishedPackage, publishedPackages } from "./published-packages.ts";
export { type Format, formats, renderReport, type RenderOptions } from "./render-report.ts";
export { type RuleConfig, type RuleConfigs, toRuleSettings } from "./rule-settings.ts";
export type { Planned, SkewReport } from "./skew-report.ts";
export { rules } from "./rules.ts";
