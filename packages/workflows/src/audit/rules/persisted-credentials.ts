import { defineAuditRule } from "../audit-rule.ts";
import { entryOf, textOf } from "../workflow/look.ts";

export const persistedCredentials = defineAuditRule({
  id: "persisted-credentials",
  title: "a checkout leaves no token behind for the steps that follow",
  level: "warning",
  *check({ jobs }) {
    for (const { id, steps } of jobs) {
      for (const { uses, inputs } of steps) {
        if (uses?.action !== "actions/checkout") continue;
        const kept = textOf(inputs, "persist-credentials");
        if (kept === "false") continue;
        yield {
          at: entryOf(inputs, "persist-credentials") ?? uses,
          // Whoever wrote it out wants to push, and is told once.
          level: kept === "true" ? "info" : "warning",
          message: `the checkout of the job ${id} leaves its token for every later step`,
          hint: "write `persist-credentials: false`; a step that pushes gets the token through `env:`",
        };
      }
    }
  },
});
