import { defineAuditRule } from "../audit-rule.ts";
import { asMapping, textsOf, valueOf } from "../workflow/look.ts";

const byStrangers = ["issue_comment", "pull_request", "pull_request_target"];

export const selfHostedRunner = defineAuditRule({
  id: "self-hosted-runner",
  title: "a pull request runs on machines of GitHub's, which are thrown away",
  level: "error",
  *check({ triggers, jobs }) {
    const trigger = byStrangers.find((name) => triggers.has(name));
    if (trigger === undefined) return;
    for (const { id, body } of jobs) {
      const runsOn = valueOf(body, "runs-on");
      const labels = textsOf(runsOn?.kind === "map" ? valueOf(asMapping(runsOn), "labels") : runsOn);
      if (runsOn === undefined || !labels.includes("self-hosted")) continue;
      yield {
        at: runsOn,
        message: `${trigger} runs code of strangers on a machine of one's own, in the job ${id}`,
        hint: "run it on a machine of GitHub's, or start the job by a push alone",
      };
    }
  },
});
