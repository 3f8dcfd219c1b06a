import { defineAuditRule } from "../audit-rule.ts";
import { conditionsIn } from "../workflow/conditions-in.ts";

export const constantCondition = defineAuditRule({
  id: "constant-condition",
  title: "a condition is one expression, with nothing around it",
  level: "error",
  *check(workflow) {
    for (const { job, condition } of conditionsIn(workflow)) {
      // Text around braces makes a text of the whole, and a text that is not empty is true.
      if (!condition.text.includes("${{") || isWhole(condition.text)) continue;
      yield {
        at: condition,
        message: `a condition of the job ${job} is always true: something stands beside the braces`,
        hint: "write the whole condition without braces; behind `if: |` they leave a line break",
      };
    }
  },
});

function isWhole(text: string): boolean {
  return /^\$\{\{(?:(?!\}\}).)*\}\}$/su.test(text);
}
