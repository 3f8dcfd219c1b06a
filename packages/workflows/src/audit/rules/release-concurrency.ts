import { defineAuditRule } from "../audit-rule.ts";
import type { AuditDraft } from "../audit-rule.ts";
import { entryOf, valueOf } from "../workflow/look.ts";
import { publishingJobs } from "../workflow/publishing.ts";
import type { Entry } from "../workflow/tree.ts";

export const releaseConcurrency = defineAuditRule({
  id: "release-concurrency",
  title: "one release runs at a time, and none is cancelled by the next",
  level: "error",
  *check(workflow) {
    const jobs = publishingJobs(workflow);
    const top = entryOf(workflow.root, "concurrency");
    if (jobs.length > 0 && top !== undefined) yield* cancels(top);
    for (const job of jobs) {
      const own = entryOf(job.body, "concurrency");
      if (own !== undefined) yield* cancels(own);
      if (top !== undefined || own !== undefined) continue;
      yield {
        at: job,
        level: "warning",
        message: `the job ${job.id} publishes, and two runs of it may do so at once`,
        hint: "write `concurrency:` with a group for releases and `cancel-in-progress: false`",
      };
    }
  },
});

function* cancels(concurrency: Entry): Iterable<AuditDraft> {
  const cancel = valueOf(concurrency.value, "cancel-in-progress");
  if (cancel?.kind !== "scalar" || cancel.text === "false") return;
  yield {
    at: cancel,
    level: cancel.text === "true" ? "error" : "warning",
    message: "a release under way is cancelled by the next run",
    hint: "write `cancel-in-progress: false`",
  };
}
