import { defineAuditRule } from "../audit-rule.ts";
import { entryOf } from "../workflow/look.ts";
import { allOf, grantedBy } from "../workflow/permissions.ts";

/** What a workflow as a whole may have: reading the repository, which most jobs need. */
const modest = new Set(["contents:read"]);
const hint = "write `permissions: {}` at the top, and under each job what it needs";

export const topLevelPermissions = defineAuditRule({
  id: "top-level-permissions",
  title: "at the top stands `permissions: {}`, or `contents: read`; what a job needs stands at the job",
  level: "error",
  *check({ root, jobs, source }) {
    const top = entryOf(root, "permissions");
    if (top === undefined) {
      const open = jobs.filter(({ permissions }) => permissions === undefined);
      if (source.problems.length > 0 || open.length === 0) return;
      const [first] = open;
      const names = open.map(({ id }) => id).join(", ");
      yield {
        at: { start: 0, pointer: "" },
        level: "warning",
        message: `${open.length === 1 && first ? `the job ${first.id} has` : `the jobs ${names} have`} whatever the settings of the repository grant`,
        hint,
      };
      return;
    }
    if (allOf(top) !== undefined) return;
    for (const grant of grantedBy(top)) {
      const access = grant.value.kind === "scalar" ? grant.value.text : "";
      if (modest.has(`${grant.key}:${access}`)) continue;
      const level = access === "read" || jobs.length < 2 ? "warning" : "error";
      yield { at: grant, level, message: `${grant.key}: ${access} is granted to every job of the workflow`, hint };
    }
  },
});
