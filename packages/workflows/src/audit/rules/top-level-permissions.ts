import { defineAuditRule } from "../audit-rule.ts";
import { entryOf } from "../workflow/look.ts";
import { allOf, grantedBy } from "../workflow/permissions.ts";

/** What a workflow as a whole may have: reading the repository, which most jobs need. */
const modest = new Set(["contents:read"]);
/** What others rely on: code, packages, runs, and who the job is. */
const weighty = new Set(["actions", "attestations", "contents", "deployments", "id-token", "packages"]);
const hint = "write `permissions: {}` at the top, and under each job what it needs";

export const topLevelPermissions = defineAuditRule({
  id: "top-level-permissions",
  title: "at the top stands `permissions: {}`, or `contents: read`; what a job needs stands at the job",
  level: "error",
  *check({ root, jobs, source }) {
    const top = entryOf(root, "permissions");
    if (top === undefined) {
      const open = jobs.filter(({ permissions }) => permissions === undefined).map(({ id }) => id);
      if (source.problems.length > 0 || open.length === 0) return;
      const who = `the ${open.length === 1 ? "job" : "jobs"} ${open.join(", ")}`;
      yield {
        at: { start: 0, pointer: "" },
        level: "warning",
        message: `the settings of the repository say what ${who} may do`,
        hint,
      };
      return;
    }
    if (allOf(top) !== undefined) return;
    for (const grant of grantedBy(top)) {
      const access = grant.value.kind === "scalar" ? grant.value.text : "";
      if (modest.has(`${grant.key}:${access}`)) continue;
      const level = access === "write" && jobs.length > 1 && weighty.has(grant.key) ? "error" : "warning";
      yield { at: grant, level, message: `${grant.key}: ${access} is granted to every job of the workflow`, hint };
    }
  },
});
