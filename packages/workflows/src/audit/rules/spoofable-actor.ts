import { defineAuditRule } from "../audit-rule.ts";
import { conditionsIn } from "../workflow/conditions-in.ts";
import { privilegedBy } from "../workflow/privileged-by.ts";

const asksActor = /\bgithub\.(?:triggering_)?actor\s*==\s*'[^']*\[bot\]'/u;

export const spoofableActor = defineAuditRule({
  id: "spoofable-actor",
  title: "whether a bot opened a pull request is asked of the pull request, not of who started the run",
  level: "warning",
  *check(workflow) {
    if (privilegedBy(workflow) === undefined) return;
    for (const { job, condition } of conditionsIn(workflow)) {
      if (!asksActor.test(condition.text)) continue;
      yield {
        at: condition,
        message: `a condition of the job ${job} trusts whoever made the last event, which a stranger can have a bot do`,
        hint: "compare `github.event.pull_request.user.login`",
      };
    }
  },
});
