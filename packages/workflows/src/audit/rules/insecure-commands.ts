import { defineAuditRule } from "../audit-rule.ts";
import { entryOf, valueOf } from "../workflow/look.ts";

const name = "ACTIONS_ALLOW_UNSECURE_COMMANDS";

export const insecureCommands = defineAuditRule({
  id: "insecure-commands",
  title: "commands that set variables out of the log stay off",
  level: "error",
  *check({ root, jobs }) {
    for (const body of [root, ...jobs.flatMap((job) => [job.body, ...job.steps.map((step) => step.body)])]) {
      const entry = entryOf(valueOf(body, "env"), name);
      if (entry === undefined || (entry.value.kind === "scalar" && entry.value.text === "false")) continue;
      yield { at: entry, message: `${name} lets any line of the log set a variable or the path`, hint: "take it away" };
    }
  },
});
