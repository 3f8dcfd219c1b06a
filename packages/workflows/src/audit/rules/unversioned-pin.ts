import { defineAuditRule } from "../audit-rule.ts";
import { usesIn } from "../workflow/uses-in.ts";

export const unversionedPin = defineAuditRule({
  id: "unversioned-pin",
  title: "behind the SHA of an action stands its version",
  level: "warning",
  *check(workflow) {
    for (const use of usesIn(workflow)) {
      if (!/^[0-9a-f]{40}$/iu.test(use.ref) || /(?:^|[\s@/-])v?\d+(?:\.\d+)*/u.test(use.comment)) continue;
      yield {
        at: use,
        message: `nothing says which version of ${use.action} this commit is`,
        hint: "put the version behind it as a comment, `# v4.2.0`: Dependabot and Renovate bring both up to date",
      };
    }
  },
});
