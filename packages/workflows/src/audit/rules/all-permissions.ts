import { defineAuditRule } from "../audit-rule.ts";
import { entryOf } from "../workflow/look.ts";
import { allOf } from "../workflow/permissions.ts";

export const allPermissions = defineAuditRule({
  id: "all-permissions",
  title: "permissions are single ones, never all at once",
  level: "error",
  *check({ root, jobs }) {
    for (const permissions of [root, ...jobs.map(({ body }) => body)].map((body) => entryOf(body, "permissions"))) {
      const all = allOf(permissions);
      if (permissions === undefined || all === undefined) continue;
      const what = all === "write-all" ? "change everything" : "read everything";
      yield {
        at: permissions,
        level: all === "write-all" ? "error" : "warning",
        message: `${all} lets each step ${what} that GitHub keeps of the repository`,
        hint: "name the permissions that the steps need",
      };
    }
  },
});
