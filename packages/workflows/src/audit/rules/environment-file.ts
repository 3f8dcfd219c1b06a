import { defineAuditRule } from "../audit-rule.ts";
import { privilegedBy } from "../workflow/privileged-by.ts";

export const environmentFile = defineAuditRule({
  id: "environment-file",
  title: "what strangers start with the rights of the repository changes no environment of later steps",
  level: "error",
  *check(workflow) {
    const trigger = privilegedBy(workflow);
    if (trigger === undefined) return;
    for (const { id, steps } of workflow.jobs) {
      for (const { run } of steps) {
        const [, file] = />>?\s*["']?\$\{?(GITHUB_ENV|GITHUB_PATH)\b/u.exec(run?.text ?? "") ?? [];
        if (run === undefined || file === undefined) continue;
        yield {
          at: run,
          message: `the job ${id} writes ${file}, and ${trigger} lets a stranger say what: a variable or a program of theirs reaches every later step`,
          hint: "write an output, and hand it to the step that needs it",
        };
      }
    }
  },
});
