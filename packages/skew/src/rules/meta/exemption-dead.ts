import type { Draft } from "@releaser/core";
import { exemptionInWords } from "../../exemptions.ts";
import { defineSettingsRule, type SettingsRule } from "../../settings-rule.ts";

/** An exemption that exempts nothing hides the next finding that it happens to fit, which nobody has looked at. */
export const exemptionDead: SettingsRule = defineSettingsRule({
  id: "meta/exemption-dead",
  title: "every exemption exempts something",
  level: "warning",
  *checkSettings({ ended, unused }) {
    for (const [exemption, count] of ended) {
      yield {
        at: exemption.at,
        message: `${exemptionInWords(exemption)} ended on ${exemption.until}: ${count === 1 ? "1 finding counts" : `${count} findings count`} again`,
        hint: `mend what it was for, or give it another date in ${exemption.at.file}`,
      };
    }
    for (const exemption of unused) {
      yield {
        at: exemption.at,
        message: `${exemptionInWords(exemption)} exempts nothing`,
        hint: `take it out of ${exemption.at.file}`,
        level: "info",
      } satisfies Draft;
    }
  },
});
