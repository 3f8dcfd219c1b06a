export {
  type Baseline,
  type BaselineEntry,
  parseBaseline,
  renderBaseline,
  type Renewal,
  toBaseline,
} from "./baseline.ts";
export { renderAccount } from "./formats/account.ts";
export { checkSkew, type SkewInput } from "./check-skew.ts";
export type { Exemption, IgnoreConfig } from "./exemptions.ts";
export { failures } from "./failures.ts";
export { keyPlaces } from "./key-places.ts";
export { locate, type Place } from "./locate.ts";
export { nearest } from "./nearest.ts";
export { type PublishedPackage, publishedPackages } from "./published-packages.ts";
export { type Format, formats, renderReport, type RenderOptions } from "./render-report.ts";
export type { Fixed, FixedPlace, Planned, SkewReport, Unfixed } from "./skew-report.ts";
export { rules } from "./rules.ts";
export { unjudgedRules } from "./settle.ts";
export type { Suppressed } from "./suppressed.ts";
export { baselineFile, type RuleConfig, type SkewConfig, toSkewSettings } from "./skew-config.ts";
