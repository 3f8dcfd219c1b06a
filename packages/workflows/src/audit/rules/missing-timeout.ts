import { defineAuditRule } from "../audit-rule.ts";
import { entryOf } from "../workflow/look.ts";

export const missingTimeout = defineAuditRule({
  id: "missing-timeout",
  title: "each job says how long it may take",
  level: "warning",
  *check({ jobs }) {
    for (const job of jobs) {
      if (job.uses !== undefined || entryOf(job.body, "timeout-minutes") !== undefined) continue;
      yield { at: job, message: `the job ${job.id} may hang for six hours`, hint: "write `timeout-minutes:`" };
    }
  },
});
