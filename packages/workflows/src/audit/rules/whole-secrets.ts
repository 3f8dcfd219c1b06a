import { defineAuditRule } from "../audit-rule.ts";
import { expressionsIn } from "../workflow/expressions.ts";
import { scalarsIn } from "../workflow/look.ts";

export const wholeSecrets = defineAuditRule({
  id: "whole-secrets",
  title: "secrets are read one by one, and as they are",
  level: "error",
  *check({ root, source }) {
    for (const scalar of scalarsIn(root)) {
      for (const { start, text, reads, yields, calls } of expressionsIn(scalar, source)) {
        const whole = reads.some((path) => path === "secrets" || path === "secrets.*");
        const parted = calls.includes("fromjson") && yields.some((path) => path.startsWith("secrets."));
        if (!whole && !parted) continue;
        const message = whole
          ? `${text} gives every secret at once`
          : `${text} takes a secret apart: the log hides the whole, not its parts`;
        yield {
          at: { start, pointer: scalar.pointer },
          level: whole ? "error" : "warning",
          message,
          hint: "keep each value as a secret of its own, and read it by name",
        };
      }
    }
  },
});
