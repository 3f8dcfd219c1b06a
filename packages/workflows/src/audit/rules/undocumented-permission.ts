import { defineAuditRule } from "../audit-rule.ts";
import { entryOf } from "../workflow/look.ts";
import { grantedBy } from "../workflow/permissions.ts";

export const undocumentedPermission = defineAuditRule({
  id: "undocumented-permission",
  title: "beside each permission of a job stands what it is needed for",
  level: "warning",
  *check({ jobs, ours }) {
    for (const { id, body } of jobs) {
      for (const grant of grantedBy(entryOf(body, "permissions"))) {
        if (grant.comment !== "") continue;
        yield {
          at: grant,
          level: ours ? "warning" : "info",
          message: `nothing says what the job ${id} needs ${grant.key} for`,
          hint: "put a comment behind it",
        };
      }
    }
  },
});
