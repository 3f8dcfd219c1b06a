export { renderAccount } from "./formats/account.ts";
export { checkSkew, type SkewInput } from "./check-skew.ts";
export { failures } from "./failures.ts";
export { locate, type Place } from "./locate.ts";
export { type Format, formats, renderReport, type RenderOptions } from "./render-report.ts";
export type { Fixed, FixedPlace, Planned, SkewReport, Unfixed } from "./skew-report.ts";
export { rules } from "./rules.ts";
