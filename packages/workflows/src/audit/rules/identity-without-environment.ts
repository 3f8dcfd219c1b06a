import { defineAuditRule } from "../audit-rule.ts";
import { entryOf } from "../workflow/look.ts";
import { identityOf } from "../workflow/permissions.ts";
import { publishes } from "../workflow/publishing.ts";

export const identityWithoutEnvironment = defineAuditRule({
  id: "identity-without-environment",
  title: "a job that may ask for an identity waits behind an environment",
  level: "error",
  *check({ jobs, ours }) {
    for (const job of jobs) {
      const identity = identityOf(job);
      // A job that calls a workflow can name no environment; what it calls can.
      if (identity === undefined || job.uses !== undefined || entryOf(job.body, "environment") !== undefined) continue;
      yield {
        at: identity,
        level: publishes(job) ? "error" : ours ? "warning" : "info",
        message: `the job ${job.id} may ask for an identity of GitHub's, and no environment stands before it`,
        hint: "name an `environment:` with its rules at the job, and in the trusted publisher of the registry",
      };
    }
  },
});
