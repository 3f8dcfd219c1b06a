import { defineAuditRule } from "../audit-rule.ts";
import { conditionsIn } from "../workflow/conditions-in.ts";

const inText =
  /\bcontains\(\s*'([^']*)'\s*,\s*(?:github\.(?:actor|base_ref|event_name|head_ref|ref|ref_name)|env\.|inputs\.)/u;

export const unsoundContains = defineAuditRule({
  id: "unsound-contains",
  title: "whether a name is one of several is asked of a list, not of a text",
  level: "warning",
  *check(workflow) {
    for (const { job, condition } of conditionsIn(workflow)) {
      const [, names] = inText.exec(condition.text) ?? [];
      if (names === undefined) continue;
      yield {
        at: condition,
        message: `a condition of the job ${job} is true for any part of '${names}'`,
        hint: "write `contains(fromJSON('[…]'), …)`",
      };
    }
  },
});
