import { defineSettingsRule, type SettingsRule } from "../../settings-rule.ts";

/** What is mended and still known may come back, and nobody would be told. */
export const baselineStale: SettingsRule = defineSettingsRule({
  id: "meta/baseline-stale",
  title: "every entry of the baseline is still found",
  level: "info",
  *checkSettings({ baseline, stale }) {
    const [first, ...others] = stale;
    if (first === undefined || baseline === undefined) return;
    const more = others.length === 0 ? "" : `, and ${others.length} more`;
    yield {
      at: { file: baseline.file, pointer: `/findings/${first.index}` },
      message: `the baseline knows what is no longer found: ${first.entry.rule} in ${first.entry.file}${more}`,
      hint: "`releaser skew --write-baseline` drops what is mended",
    };
  },
});
