import { defineAuditRule } from "../audit-rule.ts";
import { isPublishing } from "../workflow/publishing.ts";
import { expressionsIn } from "../workflow/expressions.ts";
import { scalarsIn, valueOf } from "../workflow/look.ts";

export const longLivedToken = defineAuditRule({
  id: "long-lived-token",
  title: "npm is published to by the identity of the job, not by a token that somebody keeps",
  level: "info",
  *check({ jobs, source }) {
    for (const { id, steps } of jobs) {
      for (const step of steps) {
        if (!isPublishing(step)) continue;
        const token = scalarsIn(valueOf(step.body, "env")).find((value) =>
          expressionsIn(value, source).some(({ reads }) =>
            reads.some((path) => /^secrets\.(?:npm|node_auth)\w*token$/u.test(path)),
          ),
        );
        if (token === undefined) continue;
        yield {
          at: token,
          message: `the job ${id} publishes with a token that stays good until somebody takes it back`,
          hint: "name this workflow as trusted publisher of the packages, and give the job `id-token: write`",
        };
      }
    }
  },
});
