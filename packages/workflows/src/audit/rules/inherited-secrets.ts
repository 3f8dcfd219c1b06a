import { defineAuditRule } from "../audit-rule.ts";
import { entryOf } from "../workflow/look.ts";

export const inheritedSecrets = defineAuditRule({
  id: "inherited-secrets",
  title: "a workflow that is called gets the secrets that it needs, by name",
  level: "warning",
  *check({ jobs }) {
    for (const { id, body, uses } of jobs) {
      const secrets = entryOf(body, "secrets");
      if (secrets?.value.kind !== "scalar" || secrets.value.text !== "inherit") continue;
      yield {
        at: secrets,
        message: `the job ${id} hands every secret to ${uses?.text ?? "another workflow"}`,
        hint: "name each secret that it needs",
      };
    }
  },
});
