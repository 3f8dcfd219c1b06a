import { defineAuditRule } from "../audit-rule.ts";

export const privilegedTrigger = defineAuditRule({
  id: "privileged-trigger",
  title: "a pull request starts a workflow by `pull_request`, without secrets for strangers",
  level: "warning",
  *check({ triggers }) {
    const at = triggers.get("pull_request_target");
    if (at === undefined) return;
    yield {
      at,
      message: "pull_request_target gives secrets and a token that writes to what a stranger starts",
      hint: "use pull_request",
    };
  },
});
