import { defineAuditRule } from "../audit-rule.ts";

export const unreadableWorkflow = defineAuditRule({
  id: "unreadable-workflow",
  title: "a workflow is YAML with jobs and what starts them",
  level: "error",
  *check({ source, jobs, triggers, unreadable }) {
    if (unreadable !== undefined) {
      yield { at: { start: 0, pointer: "" }, message: `this is not read as a workflow: ${unreadable}` };
      return;
    }
    for (const { start, message } of source.problems) {
      yield { at: { start, pointer: "" }, message: `this is no YAML that can be read: ${message}` };
    }
    if (source.problems.length > 0) return;
    const absent = [...(triggers.size === 0 ? ["on"] : []), ...(jobs.length === 0 ? ["jobs"] : [])];
    if (absent.length > 0) {
      yield { at: { start: 0, pointer: "" }, message: `this is no workflow: it has no ${absent.join(" and no ")}` };
    }
  },
});
