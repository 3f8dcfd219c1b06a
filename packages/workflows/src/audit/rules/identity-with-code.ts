import { defineAuditRule } from "../audit-rule.ts";
import { identityOf } from "../workflow/permissions.ts";
import { runsCode } from "../workflow/repository-code.ts";

export const identityWithCode = defineAuditRule({
  id: "identity-with-code",
  title: "a job that may ask for an identity installs nothing and runs no code of the repository",
  level: "error",
  *check({ jobs }) {
    for (const job of jobs) {
      if (identityOf(job) === undefined) continue;
      for (const step of job.steps) {
        const code = runsCode(step, job);
        if (code === undefined) continue;
        yield {
          at: step.run ?? step.uses ?? step,
          message: `the job ${job.id} may ask for an identity of GitHub's and runs ${code}: whatever that installs or runs has the identity too`,
          hint: "build and pack in a job before it, and let this one publish the files alone",
        };
        break;
      }
    }
  },
});
